/** The first schema, as it was: files of it must be brought up for ever. */
export const V1 = `
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
  PRAGMA user_version = 1;
`;
