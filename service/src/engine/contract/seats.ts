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
