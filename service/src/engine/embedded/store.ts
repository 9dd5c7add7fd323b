import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { scrubEvent, stampEvent } from '../encode.js';
import type { Appended, RoomCreated, RoomDraft, StoredEvent } from '../engine.js';
import { type RoomRecord, readUpTo, type SeatRecord } from '../record.js';
import type {
  Answers,
  Batch,
  PackedChange,
  Request,
  StoreOptions,
  WorkerAppended,
} from './request.js';
import { migrate } from './schema.js';

interface SeatRow {
  readonly record: string;
  readonly read_seq: number;
}

interface RoomRow {
  readonly id: number;
  readonly epoch: string;
  readonly head: number;
  readonly first: number;
  readonly last_at: number;
  readonly record: string;
}

/** The data file, as one thread sees it. Each batch is one transaction. */
export class Store {
  readonly #db: Database.Database;
  readonly #options: StoreOptions;
  readonly #sql: ReturnType<typeof prepare>;
  readonly #transact: (batch: Batch) => unknown[];

  constructor(options: StoreOptions) {
    this.#options = options;
    // Before SQLite makes it for all to read.
    closeSync(openSync(options.file, 'a', 0o600));
    this.#db = new Database(options.file);
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma(`synchronous = ${options.durability === 'power' ? 'FULL' : 'NORMAL'}`);
    this.#db.pragma('secure_delete = ON');
    migrate(this.#db);
    this.#sql = prepare(this.#db);
    this.#transact = this.#db.transaction((batch: Batch) => batch.map((one) => this.#answer(one)));
  }

  /** Runs a batch and commits it. Throws when it couldn't be committed; then none of it is kept. */
  run(batch: Batch): unknown[] {
    return this.#transact(batch);
  }

  close(): void {
    this.#db.close();
  }

  #answer(request: Request): Answers[Request['op']] {
    switch (request.op) {
      case 'create':
        return this.#create(request.draft);
      case 'roomByKey':
        return this.#roomByKey(request.keyHash, request.keySince);
      case 'open':
        return this.#open(request.code);
      case 'append':
        return this.#append(request.room, request.change);
      case 'findKey':
        return this.#findKey(request.room, request.seat, request.key);
      case 'readAfter':
        return this.#sql.readAfter.all(request.room, request.after, request.limit) as StoredEvent[];
      case 'readBefore': {
        const newestFirst = this.#sql.readBefore.all(request.room, request.before, request.limit);
        return (newestFirst as StoredEvent[]).reverse();
      }
      case 'readAbout':
        return this.#sql.readAbout.all(request.room, request.target) as StoredEvent[];
      case 'erase':
        return this.#erase(request.room);
      case 'probe':
        this.#sql.probe.run(request.bytes);
        return undefined;
      case 'due':
        return this.#sql.due.pluck().all(request.now, request.limit) as string[];
    }
  }

  #create({ record, epoch, wakeAt, keyHash, keySince }: RoomDraft): RoomCreated {
    const existing = keyHash === undefined ? undefined : this.#roomByKey(keyHash, keySince ?? 0);
    if (existing) return { result: 'existing', record: existing };
    const { code, createdAt } = record;
    const json = JSON.stringify(record);
    const made = this.#sql.putRoom.run({
      code,
      epoch,
      wakeAt,
      createdAt,
      keyHash: keyHash ?? null,
      json,
    });
    return { result: made.changes === 1 ? 'created' : 'taken' };
  }

  #roomByKey(keyHash: string, keySince: number): RoomRecord | undefined {
    const json = this.#sql.roomByKey.pluck().get(keyHash, keySince) as string | undefined;
    return json === undefined ? undefined : (JSON.parse(json) as RoomRecord);
  }

  #open(code: string): Answers['open'] {
    const row = this.#sql.roomByCode.get(code) as RoomRow | undefined;
    if (!row) return undefined;
    const seats = this.#sql.seats.all(row.id) as SeatRow[];
    return {
      room: row.id,
      snapshot: {
        record: JSON.parse(row.record) as RoomRecord,
        seats: seats.map(({ record, read_seq }) =>
          readUpTo(JSON.parse(record) as SeatRecord, read_seq),
        ),
        epoch: row.epoch,
        head: row.head,
        first: row.first,
      },
    };
  }

  #append(room: number, change: PackedChange): WorkerAppended | undefined {
    const row = this.#sql.roomById.get(room) as RoomRow | undefined;
    if (!row) return undefined;
    const { head: oldHead, first: oldFirst } = row;
    if (change.key) {
      const known = this.#findKey(room, change.key.seat, change.key.key);
      if (known) return { ...known, duplicate: true, head: oldHead, first: oldFirst };
    }
    // The wall clock may be set back; a log's times may not.
    const at = Math.max(change.at, row.last_at);
    let head = oldHead;
    const scrubbed = change.scrub === undefined ? undefined : this.#scrub(room, change.scrub);
    change.bodies.forEach((body, i) => {
      head += 1;
      this.#sql.putEvent.run(room, head, stampEvent(body, head, at), change.targets[i] ?? null);
    });
    if (change.key) this.#sql.putKey.run(room, change.key.seat, change.key.key, head, at);
    for (const [id, json, readSeq] of change.seats ?? []) {
      this.#sql.putSeat.run(room, id, json, readSeq);
    }
    for (const { seat, at: usedAt } of change.used ?? []) {
      this.#sql.useSeat.run({ room, seat, usedAt });
    }
    for (const { seat, seq } of change.reads ?? []) this.#sql.readSeat.run(seq, room, seat, seq);
    for (const id of change.ended ?? []) {
      this.#sql.endSeat.run(room, id);
      this.#sql.endKeys.run(room, id);
    }
    const first = Math.max(oldFirst, head - this.#options.logLength + 1);
    if (first > oldFirst) this.#sql.trim.run(room, first);
    this.#sql.setRoom.run({
      room,
      head,
      first,
      at,
      patch: change.patch ?? null,
      wakeAt: change.wakeAt ?? null,
    });
    return { seq: head, at, head, first, ...(scrubbed?.length && { scrubbed }) };
  }

  #scrub(room: number, message: number): StoredEvent[] {
    const own = this.#sql.readAfter.all(room, message - 1, 1) as StoredEvent[];
    const about = this.#sql.readAbout.all(room, message) as StoredEvent[];
    const scrubbed = [...own.filter(({ seq }) => seq === message), ...about].flatMap(
      (event) => scrubEvent(event) ?? [],
    );
    for (const { seq, json } of scrubbed) this.#sql.rewrite.run(json, room, seq);
    return scrubbed;
  }

  #findKey(room: number, seat: string, key: string): Appended | undefined {
    return this.#sql.key.get(room, seat, key) as Appended | undefined;
  }

  #erase(room: number): undefined {
    this.#sql.eraseEvents.run(room);
    this.#sql.eraseSeats.run(room);
    this.#sql.eraseKeys.run(room);
    this.#sql.eraseRoom.run(room);
  }
}

function prepare(db: Database.Database) {
  const roomColumns = 'id, epoch, head, first, last_at, record';
  return {
    roomByCode: db.prepare(`SELECT ${roomColumns} FROM rooms WHERE code = ?`),
    roomById: db.prepare(`SELECT ${roomColumns} FROM rooms WHERE id = ?`),
    roomByKey: db.prepare(
      'SELECT record FROM rooms WHERE key_hash = ? AND created_at >= ? ORDER BY created_at DESC LIMIT 1',
    ),
    putRoom: db.prepare(
      `INSERT INTO rooms (code, epoch, head, first, last_at, wake_at, created_at, key_hash, record)
       VALUES (:code, :epoch, 0, 1, 0, :wakeAt, :createdAt, :keyHash, :json)
       ON CONFLICT (code) DO NOTHING`,
    ),
    setRoom: db.prepare(
      `UPDATE rooms SET head = :head, first = :first, last_at = :at,
         record = coalesce(json_patch(record, :patch), record), wake_at = coalesce(:wakeAt, wake_at) WHERE id = :room`,
    ),
    putEvent: db.prepare('INSERT INTO events (room, seq, json, target) VALUES (?, ?, ?, ?)'),
    readAfter: db.prepare(
      'SELECT seq, json FROM events WHERE room = ? AND seq > ? ORDER BY seq LIMIT ?',
    ),
    readBefore: db.prepare(
      'SELECT seq, json FROM events WHERE room = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
    ),
    readAbout: db.prepare(
      'SELECT seq, json FROM events WHERE room = ? AND target = ? ORDER BY seq',
    ),
    rewrite: db.prepare('UPDATE events SET json = ? WHERE room = ? AND seq = ?'),
    trim: db.prepare('DELETE FROM events WHERE room = ? AND seq < ?'),
    seats: db.prepare('SELECT record, read_seq FROM seats WHERE room = ? ORDER BY rowid'),
    putSeat: db.prepare(
      // An update keeps the row, and with it the seat's place in the order of joining.
      `INSERT INTO seats (room, id, record, read_seq) VALUES (?, ?, ?, ?)
       ON CONFLICT (room, id) DO UPDATE
         SET record = excluded.record, read_seq = max(read_seq, excluded.read_seq)`,
    ),
    readSeat: db.prepare(
      'UPDATE seats SET read_seq = ? WHERE room = ? AND id = ? AND read_seq < ?',
    ),
    useSeat: db.prepare(
      `UPDATE seats SET record = json_set(record, '$.usedAt', :usedAt) WHERE room = :room AND id = :seat`,
    ),
    endSeat: db.prepare('DELETE FROM seats WHERE room = ? AND id = ?'),
    key: db.prepare('SELECT seq, at FROM keys WHERE room = ? AND seat = ? AND key = ?'),
    putKey: db.prepare('INSERT INTO keys (room, seat, key, seq, at) VALUES (?, ?, ?, ?, ?)'),
    endKeys: db.prepare('DELETE FROM keys WHERE room = ? AND seat = ?'),
    probe: db.prepare('INSERT OR REPLACE INTO probe (id, filler) VALUES (1, zeroblob(?))'),
    due: db.prepare('SELECT code FROM rooms WHERE wake_at <= ? ORDER BY wake_at LIMIT ?'),
    eraseEvents: db.prepare('DELETE FROM events WHERE room = ?'),
    eraseSeats: db.prepare('DELETE FROM seats WHERE room = ?'),
    eraseKeys: db.prepare('DELETE FROM keys WHERE room = ?'),
    eraseRoom: db.prepare('DELETE FROM rooms WHERE id = ?'),
  };
}
