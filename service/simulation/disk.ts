import type { Change, Commit, LogCaps, OpenRoom, RoomDraft } from '#service/engine/engine.js';
import { MemoryEngine } from '#service/engine/memory.js';
import type { Chronicle } from './chronicle.js';

type Step =
  | { readonly op: 'create'; readonly at: number; readonly draft: RoomDraft }
  | { readonly op: 'append'; readonly at: number; readonly code: string; readonly change: Change }
  | { readonly op: 'erase'; readonly code: string };

/**
 * What survives the service: an engine in memory that is written to at once, and a journal of the
 * writes, by which a copy of an earlier moment can be made.
 */
export class Disk {
  readonly chronicle: Chronicle;
  readonly #caps: LogCaps;
  readonly #journal: Step[] = [];
  #at = 0;
  readonly engine: MemoryEngine;

  constructor(chronicle: Chronicle, caps: LogCaps) {
    this.chronicle = chronicle;
    this.#caps = caps;
    this.engine = new MemoryEngine({ ...caps, now: () => this.#at });
  }

  /** Names this moment, for a copy. */
  get length(): number {
    return this.#journal.length;
  }

  async create(at: number, draft: RoomDraft) {
    const created = await this.engine.createRoom(draft);
    if (created.result === 'created') {
      this.#journal.push({ op: 'create', at, draft });
      this.chronicle.created(draft);
    }
    return created;
  }

  /** @returns what the append answered, and what a tail is to be told of it, if anything. */
  async append(at: number, room: DiskRoom, change: Change) {
    this.#at = at;
    const { code } = room.log.snapshot.record;
    room.told = undefined;
    const appended = await room.log.append(change);
    const commit = room.told as Commit | undefined;
    if (commit) {
      this.#journal.push({ op: 'append', at, code, change });
      this.chronicle.committed(room.log.snapshot.epoch, change, commit);
    }
    return { appended, commit };
  }

  async erase(room: DiskRoom): Promise<void> {
    const { code } = room.log.snapshot.record;
    await room.log.erase();
    if (!room.isErased) return;
    this.#journal.push({ op: 'erase', code });
    this.chronicle.erased(code);
  }

  async open(code: string): Promise<DiskRoom | undefined> {
    const log = await this.engine.openRoom(code);
    return log && new DiskRoom(log);
  }

  /** A copy of what was here at an earlier moment; every log goes on under another epoch. */
  async copy(length: number, epochOf: (epoch: string) => string): Promise<Disk> {
    const copy = new Disk(this.chronicle, this.#caps);
    const rooms = new Map<string, DiskRoom>();
    const open = async (code: string) => {
      const room = rooms.get(code) ?? (await copy.open(code));
      if (!room) throw new Error('the journal names a room it never made');
      rooms.set(code, room);
      return room;
    };
    for (const { code } of this.#journal.flatMap((step) =>
      step.op === 'create' ? step.draft.record : [],
    )) {
      this.chronicle.erased(code);
    }
    for (const step of this.#journal.slice(0, length)) {
      if (step.op === 'create') {
        await copy.create(step.at, { ...step.draft, epoch: epochOf(step.draft.epoch) });
      } else if (step.op === 'append') {
        await copy.append(step.at, await open(step.code), step.change);
      } else {
        await copy.erase(await open(step.code));
        rooms.delete(step.code);
      }
    }
    return copy;
  }
}

/** A room opened on the disk, and what the last write to it told. */
export class DiskRoom {
  told: Commit | undefined;
  isErased = false;
  online: (seat: string, online: boolean) => void = () => {};

  constructor(readonly log: OpenRoom) {
    log.tail({
      commit: (commit) => {
        this.told = commit;
      },
      signal: () => {},
      online: (seat, online) => this.online(seat, online),
      erased: () => {
        this.isErased = true;
      },
    });
  }
}
