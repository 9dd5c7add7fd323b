import { closeSync, openSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Appended, RoomCreated, RoomDraft, RoomProof } from '../engine.js';
import { type RoomRecord, readUpTo, type SeatRecord } from '../record.js';
import type { Body } from './body.js';
import type { Compactable } from './compaction.js';
import { type LogBounds, Logs } from './logs.js';
import { readable } from './readable.js';
import type {
  Answers,
  AppendRequest,
  PackedRest,
  Request,
  StoredChange,
  StoreOptions,
} from './request.js';
import { migrate, refuseNewer } from './schema.js';
import { prepare, type Statements } from './statements.js';
import { wipeStretch } from './wipe.js';

interface SeatRow {
  readonly record: string;
  readonly read_seq: number;
}

interface RoomRow extends LogBounds {
  readonly epoch: string;
  readonly last_at: number;
  readonly record: string;
}

/** How long to wait for a reader that is just opening the file, ms. */
const LOCK_WAIT = 1_000;

/** The data file, as one thread sees it. Each batch is one transaction. */
export class Store implements Compactable {
  readonly #options: StoreOptions;
  #db: Database.Database;
  #sql: Statements;
  #logs: Logs;
  #erasures = 0;
  #newestRoom = 0;

  constructor(options: StoreOptions) {
    this.#options = options;
    // Before SQLite makes it for all to read.
    closeSync(openSync(options.file, 'a', 0o600));
    this.#db = open(options);
    this.#sql = prepare(this.#db);
    this.#logs = new Logs(this.#sql, this.#options);
    this.#newestRoom = this.#sql.newestRoom.pluck().get() as number;
  }

  /** How many times rooms were erased or messages scrubbed. */
  get erasures(): number {
    return this.#erasures;
  }

  /** Runs a batch and commits it. Throws when it couldn't be committed; then none of it is kept. */
  run(batch: readonly Request<Body>[]): Answers[Request['op']][] {
    return this.#db.transaction(() => batch.map((one) => this.#answer(one)))();
  }

  finish(): boolean {
    try {
      return this.#db.transaction(() => this.#logs.finish())();
    } catch (error) {
      // What it believes to be done was not kept.
      this.#logs = new Logs(this.#sql, this.#options);
      throw error;
    }
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
      this.#logs = new Logs(this.#sql, this.#options);
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

  #answer(request: Request<Body>): Answers[Request['op']] {
    switch (request.op) {
      case 'create':
        return this.#create(request.draft);
      case 'roomByKey':
        return this.#roomByKey(request.keyHash, request.keySince);
      case 'open':
        return this.#open(request.code);
      case 'proves':
        return this.#proves(request.code, request.proof);
      case 'append':
        return this.#append(request);
      case 'findKey':
        return this.#findKey(request.room, request.seat, request.key);
      case 'readAfter':
      case 'readBefore':
        return this.#logs.read(request);
      case 'readAmended':
        return this.#logs.amended(request.room, request.message, request.most);
      case 'readReactions':
        return this.#logs.reactions(request.room, request.wish);
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
    if (json === undefined) return undefined;
    // Of one that can't be read there is nothing to answer: another may be made.
    return readable(() => JSON.parse(json) as RoomRecord);
  }

  #open(code: string): Answers['open'] {
    const row = this.#sql.roomByCode.get(code) as RoomRow | undefined;
    if (!row) return undefined;
    const seats = this.#sql.seats.all(row.id) as SeatRow[];
    const records = readable(() => ({
      record: JSON.parse(row.record) as RoomRecord,
      seats: seats.map(({ record, read_seq }) =>
        readUpTo(JSON.parse(record) as SeatRecord, read_seq),
      ),
    }));
    if (!records) return 'damaged';
    const { epoch, head, first } = row;
    return { room: row.id, snapshot: { ...records, epoch, head, first } };
  }

  #proves(code: string, { tokenHash, keyHash, hostTokenHash }: RoomProof): boolean {
    // Nothing is equal to null.
    const hashes = [hostTokenHash, tokenHash, keyHash].map((hash) => hash ?? null);
    return this.#sql.proves.pluck().get(code, ...hashes) === 1;
  }

  #append(request: AppendRequest<Body>): StoredChange | undefined {
    const { room, key, events, rest = {} } = request;
    const row = this.#sql.roomById.get(room) as RoomRow | undefined;
    if (!row) return undefined;
    const known = key && this.#findKey(room, key.seat, key.key);
    if (known) return { ...known, duplicate: true, head: row.head, first: row.first };
    // The wall clock may be set back; a log's times may not.
    const at = Math.max(request.at, row.last_at);
    if (rest.scrub !== undefined) {
      this.#erasures += 1;
      this.#logs.scrub(room, rest.scrub);
    }
    const { head, first, messages } = this.#logs.append(row, at, events);
    if (key) this.#sql.putKey.run(room, key.seat, key.key, head, at);
    this.#keepSeats(room, rest);
    const { patch = null, wakeAt = null } = rest;
    this.#sql.setRoom.run({ room, head, first, messages, at, patch, wakeAt });
    return { seq: head, at, head, first };
  }

  #keepSeats(room: number, { seats = [], used = [], reads = [], ended = [] }: PackedRest): void {
    for (const [id, json, readSeq] of seats) this.#sql.putSeat.run(room, id, json, readSeq);
    for (const { seat, at: usedAt } of used) this.#sql.useSeat.run({ room, seat, usedAt });
    for (const { seat, seq } of reads) this.#sql.readSeat.run(seq, room, seat, seq);
    for (const id of ended) {
      this.#sql.endSeat.run(room, id);
      this.#sql.endKeys.run(room, id);
    }
  }

  #findKey(room: number, seat: string, key: string): Appended | undefined {
    return this.#sql.key.get(room, seat, key) as Appended | undefined;
  }

  #erase(room: number): undefined {
    this.#erasures += 1;
    this.#sql.eraseRoom.run(room);
    this.#logs.erase(room);
  }
}

function open({ file, durability }: StoreOptions): Database.Database {
  const db = new Database(file, { timeout: LOCK_WAIT });
  refuseNewer(db);
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${durability === 'power' ? 'FULL' : 'NORMAL'}`);
  db.pragma('secure_delete = ON');
  migrate(db);
  return db;
}
