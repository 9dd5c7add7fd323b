import type { Database, Statement } from 'better-sqlite3';

const ROOM = 'id, epoch, head, first, messages, last_at, record';

/** All that is asked of the data file. Events are written as the bytes they came as. */
const SQL = {
  roomByCode: `SELECT ${ROOM} FROM rooms WHERE code = ?`,
  roomById: `SELECT ${ROOM} FROM rooms WHERE id = ?`,
  roomByKey:
    'SELECT record FROM rooms WHERE key_hash = ? AND created_at >= ? ORDER BY created_at DESC LIMIT 1',
  newestRoom: `SELECT max((SELECT coalesce(max(id), 0) FROM rooms), (SELECT coalesce(max(room), 0) FROM gone))`,
  putRoom: `INSERT INTO rooms (id, code, epoch, head, first, messages, last_at, wake_at, created_at, key_hash, record)
     VALUES (:id, :code, :epoch, 0, 1, 0, 0, :wakeAt, :createdAt, :keyHash, :json)
     ON CONFLICT (code) DO NOTHING`,
  setRoom: `UPDATE rooms SET head = :head, first = :first, messages = :messages, last_at = :at,
       record = coalesce(json_patch(record, :patch), record), wake_at = coalesce(:wakeAt, wake_at) WHERE id = :room`,
  putEvent:
    'INSERT INTO events (room, seq, json, kind, target) VALUES (?, ?, CAST(? AS TEXT), ?, ?)',
  /** A reaction takes the place of the member's last one with that emoji. */
  endReaction: `UPDATE events INDEXED BY reactions_by_member SET member = NULL, emoji = NULL, is_on = NULL
     WHERE room = :room AND target = :target AND member = :member AND is_on IN (0, 1) AND emoji = :emoji`,
  putReaction: `INSERT INTO events (room, seq, json, kind, target, member, emoji, is_on)
     VALUES (:room, :seq, CAST(:json AS TEXT), 'reaction', :target, :member, :emoji, :isOn)`,
  readAfter: 'SELECT seq, json FROM events WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?',
  readBefore: 'SELECT seq, json FROM events WHERE room = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
  edits: `SELECT seq, json FROM events INDEXED BY events_amending
     WHERE room = ? AND target = ? AND kind = 'edit' AND seq > ? ORDER BY seq LIMIT ?`,
  countEdits: `SELECT count(*) FROM (SELECT 1 FROM events INDEXED BY events_amending
     WHERE room = ? AND target = ? AND kind = 'edit' LIMIT ?)`,
  lastEdit: `SELECT seq, json FROM events INDEXED BY events_amending
     WHERE room = ? AND target = ? AND kind = 'edit' ORDER BY seq DESC LIMIT 1`,
  deletion: `SELECT seq, json FROM events INDEXED BY events_amending
     WHERE room = ? AND target = ? AND kind = 'delete' ORDER BY seq LIMIT 1`,
  lastReaction: `SELECT seq, json FROM events INDEXED BY reactions_by_member
     WHERE room = :room AND target = :target AND member = :member AND is_on IN (0, 1) AND emoji = :emoji`,
  isOn: `SELECT EXISTS (SELECT 1 FROM events INDEXED BY reactions_on
     WHERE room = :room AND target = :target AND is_on = 1 AND emoji = :emoji)`,
  /** The next kind that is on, in the order of the index: each is one look into it. */
  kindAfter: `SELECT emoji FROM events INDEXED BY reactions_on
     WHERE room = :room AND target = :target AND is_on = 1 AND emoji > :emoji ORDER BY emoji LIMIT 1`,
  countOwn: `SELECT count(*) FROM (SELECT 1 FROM events INDEXED BY reactions_by_member
     WHERE room = :room AND target = :target AND member = :member AND is_on = 1 LIMIT :limit)`,
  rewrite: 'UPDATE events SET json = ? WHERE room = ? AND seq = ?',
  trim: 'DELETE FROM events WHERE room = ? AND seq < ?',
  oldest: 'SELECT kind FROM events WHERE room = ? AND seq >= ? ORDER BY seq LIMIT ?',
  proves: `SELECT EXISTS (SELECT 1 FROM rooms WHERE code = ? AND (
       CASE WHEN json_valid(record) THEN record ->> '$.hostTokenHash' END = ?
       OR EXISTS (SELECT 1 FROM seats WHERE room = rooms.id AND token_hash = ?)
       OR EXISTS (SELECT 1 FROM seats WHERE room = rooms.id AND key_hash = ?)))`,
  seats: 'SELECT record, read_seq FROM seats WHERE room = ? ORDER BY rowid',
  // An update keeps the row, and with it the seat's place in the order of joining.
  putSeat: `INSERT INTO seats (room, id, record, read_seq) VALUES (?, ?, ?, ?)
     ON CONFLICT (room, id) DO UPDATE
       SET record = excluded.record, read_seq = max(read_seq, excluded.read_seq)`,
  readSeat: 'UPDATE seats SET read_seq = ? WHERE room = ? AND id = ? AND read_seq < ?',
  useSeat: `UPDATE seats SET record = json_set(record, '$.usedAt', :usedAt) WHERE room = :room AND id = :seat`,
  endSeat: 'DELETE FROM seats WHERE room = ? AND id = ?',
  key: 'SELECT seq, at FROM keys WHERE room = ? AND seat = ? AND key = ?',
  putKey: 'INSERT INTO keys (room, seat, key, seq, at) VALUES (?, ?, ?, ?, ?)',
  endKeys: 'DELETE FROM keys WHERE room = ? AND seat = ?',
  probe: 'INSERT OR REPLACE INTO probe (id, filler) VALUES (1, zeroblob(?))',
  due: 'SELECT code FROM rooms WHERE wake_at <= ? ORDER BY wake_at LIMIT ?',
  eraseRoom: 'DELETE FROM rooms WHERE id = ?',
  eraseEvents: `DELETE FROM events WHERE room = :room AND seq <=
     (SELECT max(seq) FROM (SELECT seq FROM events WHERE room = :room ORDER BY seq LIMIT :limit))`,
  eraseSeats: `DELETE FROM seats WHERE rowid IN
     (SELECT rowid FROM seats WHERE room = :room LIMIT :limit)`,
  eraseKeys: `DELETE FROM keys WHERE room = :room AND (seat, key) IN
     (SELECT seat, key FROM keys WHERE room = :room LIMIT :limit)`,
  gone: 'SELECT room FROM gone LIMIT 1',
  putGone: 'INSERT INTO gone (room) VALUES (?)',
  endGone: 'DELETE FROM gone WHERE room = ?',
  nextScrub: 'SELECT room, message, done FROM scrubs LIMIT 1',
  scrubs: 'SELECT room, message, done FROM scrubs',
  putScrub: 'INSERT OR REPLACE INTO scrubs (room, message, done) VALUES (?, ?, ?)',
  endScrub: 'DELETE FROM scrubs WHERE room = ? AND message = ?',
  endScrubs: 'DELETE FROM scrubs WHERE room = ?',
} as const;

export type Statements = Readonly<Record<keyof typeof SQL, Statement>>;

export function prepare(db: Database): Statements {
  const prepared = Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)] as const);
  return Object.fromEntries(prepared) as Record<keyof typeof SQL, Statement>;
}
