import { describe, expect, it } from 'vitest';
import type { Engine } from '../engine.js';
import { about, keyed, listen, message, parse, type Stage, seat, seqs } from './stage.js';

export function crashContract(stage: Stage, crash: (engine: Engine) => Promise<void>): void {
  describe('after a crash', () => {
    it('[W6] has all that was acked, and goes on with the next seq', async () => {
      const room = await stage.made();
      await room.append({ ...keyed('k'), seats: [seat('ana')] });
      await room.append({ events: [message('l'), message('m')], wakeAt: 77 });
      await crash(stage.engine);
      await stage.start();
      const again = await stage.opened('a');
      expect(again.snapshot).toMatchObject({ head: 3, first: 1, epoch: 'epoch of a' });
      expect(again.snapshot.seats).toEqual([seat('ana')]);
      expect((await again.readAfter(0, 10)).map(parse)).toMatchObject([
        { key: 'k' },
        { key: 'l' },
        { key: 'm' },
      ]);
      expect(await again.append(keyed('k'))).toMatchObject({ seq: 1, duplicate: true });
      expect(await again.append(keyed('n'))).toMatchObject({ seq: 4 });
      expect(await stage.engine.dueRooms(77, 1)).toEqual(['a']);
    });

    it('[W15] shows no text of a message that was deleted, with thousands of edits', async () => {
      const room = await stage.made();
      const edits = Array.from({ length: 2_500 }, (_, i) => about(1, 'edit', `secret ${i}`));
      await room.append({ events: [message('a', 'secret'), ...edits] });
      await room.append({ events: [about(1, 'delete')], scrub: 1 });
      await crash(stage.engine);
      await stage.start();
      const kept = await (await stage.opened('a')).readAfter(0, 9_999);
      expect(kept).toHaveLength(2_502);
      expect(JSON.stringify(kept).includes('secret')).toBe(false);
    });

    it('[W6] has what a tail was told of, and no change in part', async () => {
      const room = await stage.made();
      const heard = listen(room);
      const appends = Array.from({ length: 200 }, (_, i) =>
        room.append({ events: [message(`a${i}`), message(`b${i}`)] }).catch(() => {}),
      );
      await appends[20];
      await crash(stage.engine);
      const told = heard.commits.at(-1)?.head ?? 0;
      await Promise.all(appends);
      await stage.start();
      const { head } = (await stage.opened('a')).snapshot;
      expect(head).toBeGreaterThanOrEqual(told);
      expect(head % 2).toBe(0);
      const kept = await (await stage.opened('a')).readAfter(0, 1_000);
      expect(seqs(kept)).toEqual(Array.from({ length: head }, (_, i) => i + 1));
    });
  });
}
