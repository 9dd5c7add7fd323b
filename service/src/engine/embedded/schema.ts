import type { Database } from 'better-sqlite3';

/** SQLite's number for `auto_vacuum = INCREMENTAL`. */
const INCREMENTAL = 2;

/** One entry per version, applied in order; `user_version` says how far a file has come. */
const MIGRATIONS = [
  `
  CREATE TABLE rooms (
    id         INTEGER PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE,
    epoch      TEXT NOT NULL,
    head       INTEGER NOT NULL,
    first      INTEGER NOT NULL,
    last_at    INTEGER NOT NULL,
    wake_at    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    key_hash   TEXT,
    record     TEXT NOT NULL
  );
  CREATE INDEX rooms_by_wake ON rooms (wake_at);
  CREATE INDEX rooms_by_key ON rooms (key_hash) WHERE key_hash IS NOT NULL;
  CREATE TABLE events (
    room INTEGER NOT NULL,
    seq  INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (room, seq)
  ) WITHOUT ROWID;
  CREATE TABLE seats (
    room   INTEGER NOT NULL,
    id     TEXT NOT NULL,
    record TEXT NOT NULL,
    UNIQUE (room, id)
  );
  CREATE TABLE keys (
    room INTEGER NOT NULL,
    seat TEXT NOT NULL,
    key  TEXT NOT NULL,
    seq  INTEGER NOT NULL,
    at   INTEGER NOT NULL,
    PRIMARY KEY (room, seat, key)
  ) WITHOUT ROWID;
  `,
  // What events are about, so that a message's edits are found; how far seats have read; and a place
  // to try whether anything can be written.
  `
  ALTER TABLE events ADD COLUMN target INTEGER;
  UPDATE events SET target = json ->> '$.target' WHERE json ->> '$.target' IS NOT NULL;
  CREATE INDEX events_by_target ON events (room, target) WHERE target IS NOT NULL;
  ALTER TABLE seats ADD COLUMN read_seq INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL);
  `,
  // What proves a seat, so that a guess is looked at without reading all seats of a room. A record
  // that is damaged proves none.
  `
  ALTER TABLE seats ADD COLUMN token_hash TEXT
    AS (CASE WHEN json_valid(record) THEN record ->> '$.tokenHash' END);
  ALTER TABLE seats ADD COLUMN key_hash TEXT
    AS (CASE WHEN json_valid(record) THEN record ->> '$.keyHash' END);
  CREATE INDEX seats_by_token ON seats (room, token_hash);
  CREATE INDEX seats_by_key ON seats (room, key_hash) WHERE key_hash IS NOT NULL;
  `,
  // What each event is, and how many messages a log has: the cap on them must not count the log.
  `
  ALTER TABLE events ADD COLUMN kind TEXT;
  UPDATE events SET kind = json ->> '$.kind' WHERE json_valid(json);
  ALTER TABLE rooms ADD COLUMN messages INTEGER NOT NULL DEFAULT 0;
  UPDATE rooms SET messages =
    (SELECT count(*) FROM events WHERE room = rooms.id AND kind = 'message');
  `,
  // What stands about a message, so that no decision reads all that was ever said about it. Edits and
  // deletions have an index without the reactions, which can be many more. A member's last reaction
  // with an emoji says whose it is and whether it is on; what it followed says so no more. These are
  // columns of the events and no table beside them, because the trimming of the log then takes them
  // along. And what a deletion or an erasure leaves to be done in steps.
  `
  DROP INDEX events_by_target;
  CREATE INDEX events_amending ON events (room, target, kind) WHERE kind = 'edit' OR kind = 'delete';
  ALTER TABLE events ADD COLUMN member TEXT;
  ALTER TABLE events ADD COLUMN emoji TEXT;
  ALTER TABLE events ADD COLUMN is_on INTEGER;
  CREATE TEMP TABLE standing AS
    SELECT room, max(seq) AS seq, json ->> '$.by.id' AS member, json ->> '$.emoji' AS emoji,
      json ->> '$.on' AS is_on
    FROM events WHERE kind = 'reaction'
    GROUP BY room, target, json ->> '$.by.id', json ->> '$.emoji';
  UPDATE events SET member = standing.member, emoji = standing.emoji, is_on = standing.is_on
    FROM standing WHERE events.room = standing.room AND events.seq = standing.seq;
  DROP TABLE standing;
  CREATE INDEX reactions_by_member ON events (room, target, member, is_on, emoji)
    WHERE member IS NOT NULL;
  CREATE INDEX reactions_on ON events (room, target, emoji) WHERE is_on = 1;
  CREATE TABLE scrubs (
    room    INTEGER NOT NULL,
    message INTEGER NOT NULL,
    done    INTEGER NOT NULL,
    PRIMARY KEY (room, message)
  ) WITHOUT ROWID;
  CREATE TABLE gone (room INTEGER PRIMARY KEY);
  `,
];

/** Throws on a data file that a newer Roomlet wrote. */
export function refuseNewer(db: Database): void {
  const version = versionOf(db);
  if (version > MIGRATIONS.length) {
    throw new Error(
      `The data file has schema version ${version}, this Roomlet knows up to ${MIGRATIONS.length}. Run the newer Roomlet that wrote it.`,
    );
  }
}

/** Throws on a data file of another schema than this version's. */
export function refuseOther(db: Database): void {
  refuseNewer(db);
  if (versionOf(db) < MIGRATIONS.length) {
    throw new Error(
      'An older Roomlet wrote the data. Start this one on them once, then try again.',
    );
  }
}

/** Brings a data file to this version's schema. It must not be newer. */
export function migrate(db: Database): void {
  if (db.pragma('auto_vacuum', { simple: true }) !== INCREMENTAL) {
    // So that pages can be given back a few at a time. Takes a while on a large file, once.
    db.pragma(`auto_vacuum = ${INCREMENTAL}`);
    db.exec('VACUUM');
  }
  const version = versionOf(db);
  if (version === MIGRATIONS.length) return;
  db.transaction(() => {
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
  })();
}

function versionOf(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}
