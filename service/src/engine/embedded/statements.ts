import type { Database, Statement } from 'better-sqlite3';

const ROOM = 'id, epoch, head, first, last_at, record';

/** All that is asked of the data file. Events are written as the bytes they came as. */
const SQL = {
  roomByCode: `SELECT ${ROOM} FROM rooms WHERE code = ?`,
  roomById: `SELECT ${ROOM} FROM rooms WHERE id = ?`,
  roomByKey:
    'SELECT record FROM rooms WHERE key_hash = ? AND created_at >= ? ORDER BY created_at DESC LIMIT 1',
  newestRoom: 'SELECT coalesce(max(id), 0) FROM rooms',
  putRoom: `INSERT INTO rooms (id, code, epoch, head, first, last_at, wake_at, created_at, key_hash, record)
     VALUES (:id, :code, :epoch, 0, 1, 0, :wakeAt, :createdAt, :keyHash, :json)
     ON CONFLICT (code) DO NOTHING`,
  setRoom: `UPDATE rooms SET head = :head, first = :first, last_at = :at,
       record = coalesce(json_patch(record, :patch), record), wake_at = coalesce(:wakeAt, wake_at) WHERE id = :room`,
  putEvent: 'INSERT INTO events (room, seq, json, target) VALUES (?, ?, CAST(? AS TEXT), ?)',
  readAfter: 'SELECT seq, json FROM events WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?',
  readBefore: 'SELECT seq, json FROM events WHERE room = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
  readAbout:
    'SELECT seq, json FROM events WHERE room = ? AND target = ? AND seq > ? ORDER BY seq LIMIT ?',
  rewrite: 'UPDATE events SET json = ? WHERE room = ? AND seq = ?',
  trim: 'DELETE FROM events WHERE room = ? AND seq < ?',
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
  eraseEvents: 'DELETE FROM events WHERE room = ?',
  eraseSeats: 'DELETE FROM seats WHERE room = ?',
  eraseKeys: 'DELETE FROM keys WHERE room = ?',
  eraseRoom: 'DELETE FROM rooms WHERE id = ?',
} as const;

export type Statements = Readonly<Record<keyof typeof SQL, Statement>>;

export function prepare(db: Database): Statements {
  const prepared = Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)] as const);
  return Object.fromEntries(prepared) as Record<keyof typeof SQL, Statement>;
}
