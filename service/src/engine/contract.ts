import type { EventDraft, Member, RoomEvent } from '@roomlet/sdk/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change, Commit, Engine, OpenRoom, RoomDraft, StoredEvent, Tail } from './engine.js';
import type { SeatRecord } from './record.js';

/** How the suite gets engines of the kind it tests. */
export interface EngineMaker {
  /** A new engine on the same storage as the one before in the same test. */
  open(options: { logLength: number; now: () => number }): Promise<Engine>;
  /** Ends the engine like a crash of the process would, without a chance to tidy up. */
  crash?(engine: Engine): Promise<void>;
  /** Clears the storage after each test. */
  clear(): Promise<void>;
}

const ANA: Member = { id: 'ana', name: 'Ana' };

const message = (key: string, text = key): EventDraft => ({ kind: 'message', by: ANA, key, text });
const keyed = (key: string): Change => ({ events: [message(key)], key: { seat: 'ana', key } });

const seat = (id: string, more: Partial<SeatRecord> = {}): SeatRecord => ({
  id,
  name: id,
  tokenHash: `token of ${id}`,
  logged: true,
  usedAt: 1,
  ...more,
});

const draft = (code: string, more: Partial<RoomDraft> = {}): RoomDraft => ({
  record: { code, createdAt: 1_000, hostTokenHash: 'h', salt: 's', emptySince: 1_000 },
  epoch: `epoch of ${code}`,
  wakeAt: 2_000,
  ...more,
});

/** A tail that notes all it is told. */
function listen(room: OpenRoom) {
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

const seqs = (events: readonly StoredEvent[]) => events.map(({ seq }) => seq);
const parse = ({ json }: StoredEvent) => JSON.parse(json) as RoomEvent;

/** The engine contract as tests: every engine passes them all. */
export function engineContract(name: string, maker: EngineMaker): void {
  describe(`engine contract: ${name}`, () => {
    let engine: Engine;
    let now = 1_000;
    const start = async (logLength = 1_000) => {
      engine = await maker.open({ logLength, now: () => now });
    };
    const opened = async (code: string): Promise<OpenRoom> => {
      const room = await engine.openRoom(code);
      if (!room) throw new Error(`no room ${code}`);
      return room;
    };
    const made = async (code = 'a'): Promise<OpenRoom> => {
      await engine.createRoom(draft(code));
      return opened(code);
    };

    beforeEach(async () => {
      now = 1_000;
      await start();
    });
    afterEach(async () => {
      await engine.close();
      await maker.clear();
    });

    describe('rooms', () => {
      it('opens what was created, with an empty log', async () => {
        expect(await engine.createRoom(draft('a'))).toEqual({ result: 'created' });
        expect((await opened('a')).snapshot).toEqual({
          record: draft('a').record,
          epoch: 'epoch of a',
          seats: [],
          head: 0,
          first: 1,
          online: [],
        });
      });

      it('knows no room that was never created', async () => {
        expect(await engine.openRoom('a')).toBeUndefined();
      });

      it('says when a code is taken, and leaves that room alone', async () => {
        await (await made('a')).append({ seats: [seat('ana')] });
        expect(await engine.createRoom(draft('a', { epoch: 'another' }))).toEqual({
          result: 'taken',
        });
        expect((await opened('a')).snapshot).toMatchObject({ epoch: 'epoch of a', seats: [{}] });
      });

      it('finds the room an earlier creation with the same key made, within its time', async () => {
        await engine.createRoom(draft('a', { keyHash: 'k' }));
        const again = draft('b', { keyHash: 'k', keySince: 1_000 });
        expect(await engine.createRoom(again)).toMatchObject({
          result: 'existing',
          record: { code: 'a' },
        });
        expect(await engine.openRoom('b')).toBeUndefined();
        expect(await engine.roomByKey('k', 1_000)).toMatchObject({ code: 'a' });
        expect(await engine.roomByKey('k', 1_001)).toBeUndefined();
        expect(await engine.roomByKey('l', 1_000)).toBeUndefined();
        expect(await engine.createRoom({ ...again, keySince: 1_001 })).toEqual({
          result: 'created',
        });
      });

      it('erases log, seats and keys, and tells the tail', async () => {
        const room = await made('a');
        const heard = listen(room);
        await room.append({ ...keyed('k'), seats: [seat('ana')] });
        await room.erase();
        expect(heard.erased).toBe(1);
        expect(await engine.openRoom('a')).toBeUndefined();
        await expect(room.append(keyed('l'))).rejects.toMatchObject({ name: 'RoomErased' });
        const next = await made('a');
        expect(next.snapshot).toMatchObject({ head: 0, seats: [] });
        expect(await next.readAfter(0, 10)).toEqual([]);
        expect(await next.findKey('ana', 'k')).toBeUndefined();
      });

      it('lists rooms whose time has come, the most overdue first', async () => {
        for (const [code, wakeAt] of [
          ['a', 30],
          ['b', 10],
          ['c', 20],
          ['d', 99],
        ] as const) {
          await engine.createRoom(draft(code, { wakeAt }));
        }
        expect(await engine.dueRooms(30, 10)).toEqual(['b', 'c', 'a']);
        expect(await engine.dueRooms(30, 1)).toEqual(['b']);
        await (await opened('b')).append({ wakeAt: 50 });
        expect(await engine.dueRooms(30, 10)).toEqual(['c', 'a']);
      });
    });

    describe('the log', () => {
      it('[W5] gives out contiguous seqs in the order of the calls', async () => {
        const room = await made();
        const results = await Promise.all(
          ['a', 'b', 'c', 'd'].map((key) => room.append(keyed(key))),
        );
        expect(results.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
        expect((await room.readAfter(0, 10)).map(parse)).toMatchObject(
          ['a', 'b', 'c', 'd'].map((key, i) => ({ seq: i + 1, at: 1_000, kind: 'message', key })),
        );
      });

      it('commits the events of one change next to each other', async () => {
        const room = await made();
        const heard = listen(room);
        const both = { events: [message('a'), message('b')] };
        expect(await room.append(both)).toEqual({ seq: 2, at: 1_000 });
        expect(heard.commits.map(({ events }) => seqs(events))).toEqual([[1, 2]]);
      });

      it('[W5] tells the tail of every commit in order, before the promise resolves', async () => {
        const room = await made();
        const heard = listen(room);
        await Promise.all(
          ['a', 'b', 'c'].map(async (key, i) => {
            await room.append(keyed(key));
            expect(heard.commits.length).toBeGreaterThan(i);
          }),
        );
        expect(heard.commits.map(({ head }) => head)).toEqual([1, 2, 3]);
        expect(heard.commits.flatMap(({ events }) => events)).toEqual(await room.readAfter(0, 9));
      });

      it('never lets time go back within a log', async () => {
        const room = await made();
        await room.append(keyed('a'));
        now = 500;
        expect(await room.append(keyed('b'))).toEqual({ seq: 2, at: 1_000 });
      });

      it('[W7] a repeated key changes nothing and answers with the first seq', async () => {
        const room = await made();
        const heard = listen(room);
        const [first, second] = await Promise.all([
          room.append(keyed('k')),
          room.append(keyed('k')),
        ]);
        expect(first).toEqual({ seq: 1, at: 1_000 });
        expect(second).toEqual({ seq: 1, at: 1_000, duplicate: true });
        expect(heard.commits).toHaveLength(1);
        expect(await room.findKey('ana', 'k')).toMatchObject({ seq: 1, at: 1_000 });
        expect(await room.findKey('bo', 'k')).toBeUndefined();
      });

      it("[W7] another seat's same key is another key", async () => {
        const room = await made();
        await room.append(keyed('k'));
        const other = { events: [message('k')], key: { seat: 'bo', key: 'k' } };
        expect(await room.append(other)).toEqual({ seq: 2, at: 1_000 });
      });

      it('[W7] keys end with their seat', async () => {
        const room = await made();
        await room.append({ ...keyed('k'), seats: [seat('ana')] });
        await room.append({ ended: ['ana'] });
        expect(await room.findKey('ana', 'k')).toBeUndefined();
        expect(await room.append(keyed('k'))).toEqual({ seq: 2, at: 1_000 });
      });

      it('reads ranges with exclusive bounds, oldest first', async () => {
        const room = await made();
        for (const key of 'abcdef') await room.append(keyed(key));
        expect(seqs(await room.readAfter(2, 3))).toEqual([3, 4, 5]);
        expect(seqs(await room.readAfter(6, 3))).toEqual([]);
        expect(seqs(await room.readBefore(5, 3))).toEqual([2, 3, 4]);
        expect(seqs(await room.readBefore(1, 3))).toEqual([]);
        expect(seqs(await room.readBefore(99, 2))).toEqual([5, 6]);
      });

      it('keeps so many events and drops the oldest, keys excepted', async () => {
        await engine.close();
        await start(3);
        const room = await made();
        const heard = listen(room);
        for (const key of 'abcde') await room.append(keyed(key));
        expect(seqs(await room.readAfter(0, 10))).toEqual([3, 4, 5]);
        expect(heard.commits.at(-1)).toMatchObject({ head: 5, first: 3 });
        expect(await room.append(keyed('a'))).toEqual({ seq: 1, at: 1_000, duplicate: true });
      });

      it('keeps text exactly as it is, whatever it holds', async () => {
        const room = await made();
        const text = 'a\u0000b\n"\\\u2028😀\u202e</script>';
        await room.append({ events: [message('k', text)] });
        expect((await room.readAfter(0, 1)).map(parse)).toMatchObject([{ text }]);
      });

      it('keeps rooms apart', async () => {
        const [a, b] = [await made('a'), await made('b')];
        await a.append(keyed('k'));
        expect(await b.append(keyed('k'))).toEqual({ seq: 1, at: 1_000 });
        expect(seqs(await b.readAfter(0, 10))).toEqual([1]);
      });
    });

    describe('seats and connections', () => {
      it('keeps seats in the order of joining, replaced whole', async () => {
        const room = await made();
        await room.append({ seats: [seat('bo'), seat('ana')] });
        await room.append({ seats: [seat('bo', { name: 'Bob' })] });
        await room.append({ seats: [seat('al')], ended: ['ana'] });
        room.close();
        const { seats } = (await opened('a')).snapshot;
        expect(seats.map(({ id, name }) => [id, name])).toEqual([
          ['bo', 'Bob'],
          ['al', 'al'],
        ]);
      });

      it('a change without events answers with the head', async () => {
        const room = await made();
        await room.append(keyed('k'));
        expect(await room.append({ seats: [seat('ana')] })).toEqual({ seq: 1, at: 1_000 });
      });

      it('[W9] tells when a seat gets its first connection and loses its last', async () => {
        const room = await made();
        const heard = listen(room);
        room.hold('ana');
        room.hold('ana');
        room.release('ana');
        expect(heard.online).toEqual([['ana', true]]);
        room.release('ana');
        room.release('ana');
        expect(heard.online).toEqual([
          ['ana', true],
          ['ana', false],
        ]);
      });

      it('tells nothing after it was closed', async () => {
        const room = await made();
        const heard = listen(room);
        room.close();
        room.hold('ana');
        await room.append(keyed('k'));
        expect(heard).toEqual({ commits: [], online: [], erased: 0 });
      });
    });

    const { crash } = maker;
    if (!crash) return;
    describe('after a crash', () => {
      it('[W6] has all that was acked, and goes on with the next seq', async () => {
        const room = await made();
        await room.append({ ...keyed('k'), seats: [seat('ana')] });
        await room.append({ events: [message('l'), message('m')], wakeAt: 77 });
        await crash(engine);
        await start();
        const again = await opened('a');
        expect(again.snapshot).toMatchObject({ head: 3, first: 1, epoch: 'epoch of a' });
        expect(again.snapshot.seats).toEqual([seat('ana')]);
        expect((await again.readAfter(0, 10)).map(parse)).toMatchObject([
          { key: 'k' },
          { key: 'l' },
          { key: 'm' },
        ]);
        expect(await again.append(keyed('k'))).toMatchObject({ seq: 1, duplicate: true });
        expect(await again.append(keyed('n'))).toMatchObject({ seq: 4 });
        expect(await engine.dueRooms(77, 1)).toEqual(['a']);
      });

      it('[W6] has what a tail was told of, and no change in part', async () => {
        const room = await made();
        const heard = listen(room);
        const appends = Array.from({ length: 200 }, (_, i) =>
          room.append({ events: [message(`a${i}`), message(`b${i}`)] }).catch(() => {}),
        );
        await appends[20];
        await crash(engine);
        const told = heard.commits.at(-1)?.head ?? 0;
        await Promise.all(appends);
        await start();
        const { head } = (await opened('a')).snapshot;
        expect(head).toBeGreaterThanOrEqual(told);
        expect(head % 2).toBe(0);
        const kept = await (await opened('a')).readAfter(0, 1_000);
        expect(seqs(kept)).toEqual(Array.from({ length: head }, (_, i) => i + 1));
      });
    });
  });
}
