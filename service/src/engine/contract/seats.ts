import { describe, expect, it } from 'vitest';
import { keyed, listen, type Stage, seat } from './stage.js';

export function seatsContract(stage: Stage): void {
  describe('seats and connections', () => {
    it('keeps seats in the order of joining, replaced whole', async () => {
      const room = await stage.made();
      await room.append({ seats: [seat('bo'), seat('ana')] });
      await room.append({ seats: [seat('bo', { name: 'Bob' })] });
      await room.append({ seats: [seat('al')], ended: ['ana'] });
      room.close();
      const { seats } = (await stage.opened('a')).snapshot;
      expect(seats.map(({ id, name }) => [id, name])).toEqual([
        ['bo', 'Bob'],
        ['al', 'al'],
      ]);
    });

    it('notes the use of a seat, and brings none back that has ended', async () => {
      const room = await stage.made();
      const heard = listen(room);
      await room.append({ seats: [seat('ana'), seat('bo')] });
      await room.append({ ended: ['bo'] });
      const used = ['ana', 'bo', 'nobody'].map((id) => ({ seat: id, at: 77 }));
      await room.append({ used });
      expect(heard.commits.at(-1)).toMatchObject({ used });
      room.close();
      expect((await stage.opened('a')).snapshot.seats).toEqual([seat('ana', { usedAt: 77 })]);
    });

    it('keeps how far a seat has read: only forward, and not past its end', async () => {
      const room = await stage.made();
      const heard = listen(room);
      await room.append({ seats: [seat('ana'), seat('bo', { readSeq: 3 })] });
      const reads = ['ana', 'bo', 'nobody'].map((id) => ({ seat: id, seq: 2 }));
      await room.append({ reads });
      expect(heard.commits.at(-1)).toMatchObject({ reads });
      await room.append({ reads: [{ seat: 'ana', seq: 1 }] });
      // Whoever replaced the seat may not have heard of the last reading.
      await room.append({ seats: [seat('ana', { name: 'Ana' })] });
      room.close();
      expect((await stage.opened('a')).snapshot.seats).toEqual([
        seat('ana', { name: 'Ana', readSeq: 2 }),
        seat('bo', { readSeq: 3 }),
      ]);
    });

    it('a live seat is proved by its token or its join key, the room by its host token', async () => {
      const { engine } = stage;
      const room = await stage.made('a');
      await stage.made('b');
      await room.append({ seats: [seat('ana', { keyHash: 'key of ana' }), seat('bo')] });
      expect(await engine.proves('a', { tokenHash: 'token of ana' })).toBe(true);
      expect(await engine.proves('a', { tokenHash: 'token of bo' })).toBe(true);
      expect(await engine.proves('a', { keyHash: 'key of ana' })).toBe(true);
      expect(await engine.proves('a', { hostTokenHash: 'h' })).toBe(true);
      // One of those given is enough.
      const oneRight = { tokenHash: 'no', keyHash: 'key of ana', hostTokenHash: 'no' };
      expect(await engine.proves('a', oneRight)).toBe(true);
    });

    it('nothing is proved by a hash of another kind, room or time', async () => {
      const { engine } = stage;
      const room = await stage.made('a');
      await stage.made('b');
      await room.append({ seats: [seat('ana', { keyHash: 'key of ana' }), seat('bo')] });
      for (const proof of [
        {},
        { tokenHash: 'key of ana' },
        { tokenHash: 'h' },
        { keyHash: 'token of ana' },
        { hostTokenHash: 'token of ana' },
        { tokenHash: '' },
      ]) {
        expect(await engine.proves('a', proof), JSON.stringify(proof)).toBe(false);
      }
      expect(await engine.proves('b', { tokenHash: 'token of ana' })).toBe(false);
      expect(await engine.proves('c', { hostTokenHash: 'h' })).toBe(false);
      await room.append({
        seats: [seat('bo', { tokenHash: 'another token of bo' })],
        ended: ['ana'],
      });
      expect(await engine.proves('a', { tokenHash: 'token of ana' })).toBe(false);
      expect(await engine.proves('a', { keyHash: 'key of ana' })).toBe(false);
      expect(await engine.proves('a', { tokenHash: 'token of bo' })).toBe(false);
      expect(await engine.proves('a', { tokenHash: 'another token of bo' })).toBe(true);
      await room.append({ patch: { hostTokenHash: 'renewed' } });
      expect(await engine.proves('a', { hostTokenHash: 'h' })).toBe(false);
      expect(await engine.proves('a', { hostTokenHash: 'renewed' })).toBe(true);
      await room.erase();
      expect(await engine.proves('a', { hostTokenHash: 'renewed' })).toBe(false);
    });

    it("changes the named fields of a room's record, and takes away what is null", async () => {
      const room = await stage.made();
      await Promise.all([
        room.append({ patch: { title: 'T', emptySince: null } }),
        room.append({ patch: { slow: 5 } }),
      ]);
      room.close();
      const { emptySince: _, ...record } = room.snapshot.record;
      expect((await stage.opened('a')).snapshot.record).toEqual({ ...record, title: 'T', slow: 5 });
    });

    it('a change without events answers with the head', async () => {
      const room = await stage.made();
      await room.append(keyed('k'));
      expect(await room.append({ seats: [seat('ana')] })).toEqual({ seq: 1, at: 1_000 });
    });

    it('[W9] tells when a seat gets its first connection and loses its last', async () => {
      const room = await stage.made();
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
      const room = await stage.made();
      const heard = listen(room);
      room.close();
      room.hold('ana');
      await room.append(keyed('k'));
      expect(heard).toEqual({ commits: [], online: [], erased: 0 });
    });
  });
}
