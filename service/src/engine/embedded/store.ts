import { closeSync, openSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { scrubEvent, stampEvent } from '../encode.js';
import type { Appended, RoomCreated, RoomDraft, StoredEvent } from '../engine.js';
import { type RoomRecord, readUpTo, type SeatRecord } from '../record.js';
import type { Compactable } from './compaction.js';
import type {
  Answers,
  Batch,
  PackedChange,
  Request,
  StoreOptions,
  WorkerAppended,
} from './request.js';
import { migrate } from './schema.js';
import { wipeStretch } from './wipe.js';

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

/** How long to wait for a reader that is just opening the file, ms. */
const LOCK_WAIT = 1_000;

/** The data file, as one thread sees it. Each batch is one transaction. */
export class Store implements Compactable {
  readonly #options: StoreOptions;
  #db: Database.Database;
  #sql: ReturnType<typeof prepare>;
  #erasures = 0;
  #newestRoom = 0;

  constructor(options: StoreOptions) {
    this.#options = options;
    // Before SQLite makes it for all to read.
    closeSync(openSync(options.file, 'a', 0o600));
    this.#db = open(options);
    this.#sql = prepare(this.#db);
    this.#newestRoom = this.#sql.newestRoom.pluck().get() as number;
  }

  /** How many times rooms were erased or messages scrubbed. */
  get erasures(): number {
    return this.#erasures;
  }

  /** Runs a batch and commits it. Throws when it couldn't be committed; then none of it is kept. */
  run(batch: Batch): unknown[] {
    return this.#db.transaction(() => batch.map((one) => this.#answer(one)))();
  }

  giveBack(pages: number): boolean {
    this.#db.pragma(`incremental_vacuum(${pages})`);
    return (this.#db.pragma('freelist_count', { simple: true }) as number) > 0;
  }

  wipe(stretch: number): boolean | undefined {
    if (!this.#emptyLog()) return undefined;
    // SQLite must not have the file open: it would write back what it has in memory.
    this.#db.close();
    try {
      const log = statSync(`${this.#options.file}-wal`, { throwIfNoEntry: false });
      return log?.size ? undefined : wipeStretch(this.#options.file, stretch);
    } finally {
      this.#db = open(this.#options);
      this.#sql = prepare(this.#db);
    }
  }

  /** Moves all of the write-ahead log into the file. @returns whether no reader was in the way. */
  #emptyLog(): boolean {
    this.#db.pragma('busy_timeout = 0');
    try {
      const [done] = this.#db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      return done?.busy === 0;
    } finally {
      this.#db.pragma(`busy_timeout = ${LOCK_WAIT}`);
    }
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
      // Never one again that another room had: there may be requests under way for that.
      id: this.#newestRoom + 1,
      code,
      epoch,
      wakeAt,
      createdAt,
      keyHash: keyHash ?? null,
      json,
    });
    if (made.changes === 0) return { result: 'taken' };
    this.#newestRoom += 1;
    return { result: 'created' };
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
    this.#erasures += 1;
    return scrubbed;
  }

  #findKey(room: number, seat: string, key: string): Appended | undefined {
    return this.#sql.key.get(room, seat, key) as Appended | undefined;
  }

  #erase(room: number): undefined {
    this.#erasures += 1;
    this.#sql.eraseEvents.run(room);
    this.#sql.eraseSeats.run(room);
    this.#sql.eraseKeys.run(room);
    this.#sql.eraseRoom.run(room);
  }
}

function open({ file, durability }: StoreOptions): Database.Database {
  const db = new Database(file, { timeout: LOCK_WAIT });
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${durability === 'power' ? 'FULL' : 'NORMAL'}`);
  db.pragma('secure_delete = ON');
  migrate(db);
  return db;
}

function prepare(db: Database.Database) {
  const roomColumns = 'id, epoch, head, first, last_at, record';
  return {
    roomByCode: db.prepare(`SELECT ${roomColumns} FROM rooms WHERE code = ?`),
    roomById: db.prepare(`SELECT ${roomColumns} FROM rooms WHERE id = ?`),
    roomByKey: db.prepare(
      'SELECT record FROM rooms WHERE key_hash = ? AND created_at >= ? ORDER BY created_at DESC LIMIT 1',
    ),
    newestRoom: db.prepare('SELECT coalesce(max(id), 0) FROM rooms'),
    putRoom: db.prepare(
      `INSERT INTO rooms (id, code, epoch, head, first, last_at, wake_at, created_at, key_hash, record)
       VALUES (:id, :code, :epoch, 0, 1, 0, :wakeAt, :createdAt, :keyHash, :json)
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
