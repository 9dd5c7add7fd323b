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
