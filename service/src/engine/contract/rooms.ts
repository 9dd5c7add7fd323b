import { describe, expect, it } from 'vitest';
import { draft, keyed, listen, type Stage, seat } from './stage.js';

export function roomsContract(stage: Stage): void {
  describe('rooms', () => {
    it('opens what was created, with an empty log', async () => {
      expect(await stage.engine.createRoom(draft('a'))).toEqual({ result: 'created' });
      expect((await stage.opened('a')).snapshot).toEqual({
        record: draft('a').record,
        epoch: 'epoch of a',
        seats: [],
        head: 0,
        first: 1,
        online: [],
      });
    });

    it('knows no room that was never created', async () => {
      expect(await stage.engine.openRoom('a')).toBeUndefined();
    });

    it('says when a code is taken, and leaves that room alone', async () => {
      await (await stage.made('a')).append({ seats: [seat('ana')] });
      expect(await stage.engine.createRoom(draft('a', { epoch: 'another' }))).toEqual({
        result: 'taken',
      });
      expect((await stage.opened('a')).snapshot).toMatchObject({
        epoch: 'epoch of a',
        seats: [{}],
      });
    });

    it('finds the room an earlier creation with the same key made, within its time', async () => {
      await stage.engine.createRoom(draft('a', { keyHash: 'k' }));
      const again = draft('b', { keyHash: 'k', keySince: 1_000 });
      expect(await stage.engine.createRoom(again)).toMatchObject({
        result: 'existing',
        record: { code: 'a' },
      });
      expect(await stage.engine.openRoom('b')).toBeUndefined();
      expect(await stage.engine.roomByKey('k', 1_000)).toMatchObject({ code: 'a' });
      expect(await stage.engine.roomByKey('k', 1_001)).toBeUndefined();
      expect(await stage.engine.roomByKey('l', 1_000)).toBeUndefined();
      expect(await stage.engine.createRoom({ ...again, keySince: 1_001 })).toEqual({
        result: 'created',
      });
    });

    it('erases log, seats and keys, and tells the tail', async () => {
      const room = await stage.made('a');
      const heard = listen(room);
      await room.append({ ...keyed('k'), seats: [seat('ana')] });
      await room.erase();
      expect(heard.erased).toBe(1);
      expect(await stage.engine.openRoom('a')).toBeUndefined();
      await expect(room.append(keyed('l'))).rejects.toMatchObject({ name: 'RoomErased' });
      const next = await stage.made('a');
      expect(next.snapshot).toMatchObject({ head: 0, seats: [] });
      expect(await next.readAfter(0, 10)).toEqual([]);
      expect(await next.findKey('ana', 'k')).toBeUndefined();
    });

    it('what was for an erased room reaches no other', async () => {
      const erased = await stage.made('a');
      const [, , late] = await Promise.allSettled([
        erased.erase(),
        stage.engine.createRoom(draft('b')),
        erased.append(keyed('k')),
      ]);
      expect(late).toMatchObject({ status: 'rejected', reason: { name: 'RoomErased' } });
      expect((await stage.opened('b')).snapshot.head).toBe(0);
    });

    it('lists rooms whose time has come, the most overdue first', async () => {
      for (const [code, wakeAt] of [
        ['a', 30],
        ['b', 10],
        ['c', 20],
        ['d', 99],
      ] as const) {
        await stage.engine.createRoom(draft(code, { wakeAt }));
      }
      expect(await stage.engine.dueRooms(30, 10)).toEqual(['b', 'c', 'a']);
      expect(await stage.engine.dueRooms(30, 1)).toEqual(['b']);
      await (await stage.opened('b')).append({ wakeAt: 50 });
      expect(await stage.engine.dueRooms(30, 10)).toEqual(['c', 'a']);
    });
  });
}
