import type { EventDraft, Member, RoomEvent } from '@roomlet/sdk/protocol';
import { expect } from 'vitest';
import type {
  Change,
  Commit,
  Engine,
  LogCaps,
  OpenRoom,
  RoomDraft,
  StoredEvent,
  Tail,
} from '../engine.js';
import type { SeatRecord } from '../record.js';

/** How the suite gets engines of the kind it tests. */
export interface EngineMaker {
  /** A new engine on the same storage as the one before in the same test. */
  open(options: LogCaps & { now: () => number }): Promise<Engine>;
  /** Ends the engine like a crash of the process would, without a chance to tidy up. */
  crash?(engine: Engine): Promise<void>;
  /** Clears the storage after each test. */
  clear(): Promise<void>;
}

export const ANA: Member = { id: 'ana', name: 'Ana' };

export const message = (key: string, text = key): EventDraft => ({
  kind: 'message',
  by: ANA,
  key,
  text,
});
export const keyed = (key: string): Change => ({
  events: [message(key)],
  key: { seat: 'ana', key },
});

/** An event about another one. */
export const about = (
  target: number,
  kind: 'edit' | 'delete' | 'reaction',
  text = 'text',
): EventDraft => {
  if (kind === 'edit') return { kind, by: ANA, target, text };
  if (kind === 'delete') return { kind, by: ANA, target };
  return { kind, by: ANA, target, emoji: '+', on: true };
};

export const seat = (id: string, more: Partial<SeatRecord> = {}): SeatRecord => ({
  id,
  name: id,
  tokenHash: `token of ${id}`,
  logged: true,
  usedAt: 1,
  ...more,
});

export const draft = (code: string, more: Partial<RoomDraft> = {}): RoomDraft => ({
  record: { code, createdAt: 1_000, hostTokenHash: 'h', salt: 's', emptySince: 1_000 },
  epoch: `epoch of ${code}`,
  wakeAt: 2_000,
  ...more,
});

/** A tail that notes all it is told. */
export function listen(room: OpenRoom) {
  const heard = { commits: [] as Commit[], online: [] as [string, boolean][], erased: 0 };
  const tail: Tail = {
    commit: (commit) => heard.commits.push(commit),
    signal: () => expect.unreachable('a signal came back to its own node'),
    online: (id, online) => heard.online.push([id, online]),
    erased: () => {
      heard.erased += 1;
    },
  };
  room.tail(tail);
  return heard;
}

export const seqs = (events: readonly StoredEvent[]) => events.map(({ seq }) => seq);
export const parse = ({ json }: StoredEvent) => JSON.parse(json) as RoomEvent;

/** An engine under test, its clock, and short ways to its rooms. */
export class Stage {
  /** What the engine's clock says, ms. */
  now = 1_000;
  readonly #maker: EngineMaker;
  #engine: Engine | undefined;

  constructor(maker: EngineMaker) {
    this.#maker = maker;
  }

  get engine(): Engine {
    if (!this.#engine) throw new Error('no engine is open');
    return this.#engine;
  }

  /** Opens the engine, or another one on the same storage. */
  async start({ logMessages = 10_000, logLength = 10_000 }: Partial<LogCaps> = {}): Promise<void> {
    this.#engine = await this.#maker.open({ logMessages, logLength, now: () => this.now });
  }

  /** Opens another engine on the same storage, with these caps. */
  async restart(caps: Partial<LogCaps> = {}): Promise<void> {
    await this.engine.close();
    await this.start(caps);
  }

  async opened(code: string): Promise<OpenRoom> {
    const room = await this.engine.openRoom(code);
    if (!room) throw new Error(`no room ${code}`);
    return room;
  }

  async made(code = 'a'): Promise<OpenRoom> {
    await this.engine.createRoom(draft(code));
    return this.opened(code);
  }

  async end(): Promise<void> {
    await this.engine.close();
    await this.#maker.clear();
  }
}
