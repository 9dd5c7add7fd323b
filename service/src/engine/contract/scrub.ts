import { describe, expect, it } from 'vitest';
import { ANA, about, listen, message, parse, type Stage, seqs } from './stage.js';

export function scrubContract(stage: Stage): void {
  describe('messages, and what is about them', () => {
    it('reads what is about a message, oldest first, and nothing else', async () => {
      const room = await stage.made();
      await room.append({ events: [message('a'), message('b'), about(1, 'edit', 'a2')] });
      await room.append({ events: [about(2, 'edit', 'b2'), about(1, 'reaction')] });
      const other = await stage.made('b');
      await other.append({ events: [about(1, 'edit', 'elsewhere')] });
      expect(await room.readAbout(1, 0, 9)).toEqual(
        (await room.readAfter(0, 9)).filter(({ seq }) => seq === 3 || seq === 5),
      );
      expect(seqs(await room.readAbout(2, 0, 9))).toEqual([4]);
      expect(seqs(await room.readAbout(1, 0, 1))).toEqual([3]);
      expect(seqs(await room.readAbout(1, 3, 9))).toEqual([5]);
      expect(await room.readAbout(3, 0, 9)).toEqual([]);
    });

    it('reads what is about a message of which the log kept only that', async () => {
      await stage.engine.close();
      await stage.start(2);
      const room = await stage.made();
      await room.append({ events: [message('a'), about(1, 'edit', 'b'), message('c')] });
      expect(seqs(await room.readAbout(1, 0, 9))).toEqual([2]);
      await room.append({ events: [message('d')] });
      expect(await room.readAbout(1, 0, 9)).toEqual([]);
    });

    it('[W15] takes the text from a message and its edits, and nothing else', async () => {
      const room = await stage.made();
      const reply = { ...message('k', 'secret "one" \u0000'), replyTo: 1 };
      await room.append({ events: [message('a'), reply, about(2, 'edit', 'secret two')] });
      await room.append({ events: [about(2, 'reaction'), about(1, 'edit', 'kept')] });
      const before = (await room.readAfter(0, 9)).map(parse);
      const heard = listen(room);
      await room.append({ events: [about(2, 'delete')], scrub: 2 });
      const log = await room.readAfter(0, 9);
      const bare = (seq: number) => {
        const { text: _, ...kept } = before[seq - 1] as { text?: string };
        return { ...kept, deleted: true };
      };
      expect(log.map(parse)).toEqual([
        before[0],
        bare(2),
        bare(3),
        before[3],
        before[4],
        { kind: 'delete', by: ANA, target: 2, seq: 6, at: 1_000 },
      ]);
      const [commit] = heard.commits;
      expect(commit?.scrubbed).toEqual([log[1], log[2]]);
      expect(commit?.events).toEqual([log[5]]);
    });

    it('[W15] scrubs once; a message that is not there is let be', async () => {
      const room = await stage.made();
      await room.append({ events: [message('a')] });
      const heard = listen(room);
      await room.append({ scrub: 1 });
      await room.append({ scrub: 1 });
      await room.append({ scrub: 7 });
      expect(heard.commits.map(({ scrubbed }) => scrubbed?.length)).toEqual([
        1,
        undefined,
        undefined,
      ]);
    });
  });
}
