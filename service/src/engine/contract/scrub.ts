import { describe, expect, it } from 'vitest';
import { withoutMessage } from '../encode.js';
import { ANA, about, listen, message, parse, type Stage } from './stage.js';

export function scrubContract(stage: Stage): void {
  describe('messages, and what is about them', () => {
    it('tells how often a message was edited, the last time, and its deletion', async () => {
      const room = await stage.made();
      await room.append({ events: [message('a'), message('b'), about(1, 'edit', 'a2')] });
      await room.append({ events: [about(2, 'edit', 'b2'), about(1, 'reaction')] });
      await room.append({ events: [about(1, 'edit', 'a3'), about(1, 'reaction')] });
      const other = await stage.made('b');
      await other.append({ events: [about(1, 'edit', 'elsewhere'), about(1, 'delete')] });
      const log = await room.readAfter(0, 9);
      expect(await room.readAmended(1, 9)).toEqual({ edits: 2, lastEdit: log[5] });
      expect(await room.readAmended(1, 1)).toEqual({ edits: 1, lastEdit: log[5] });
      expect(await room.readAmended(2, 9)).toEqual({ edits: 1, lastEdit: log[3] });
      expect(await room.readAmended(3, 9)).toEqual({ edits: 0 });
      await room.append({ events: [about(2, 'delete'), about(2, 'delete')] });
      const [deletion] = await room.readAfter(7, 1);
      expect(await room.readAmended(2, 0)).toEqual({ edits: 0, lastEdit: log[3], deletion });
    });

    it('tells how reactions stand: of each member and emoji the last one counts', async () => {
      const room = await stage.made();
      await room.append({ events: [message('a'), message('b')] });
      const at = (message: number, member: string, emoji: string, limit = 20) =>
        room.readReactions({ message, member, emoji, limit });
      expect(await at(1, 'ana', '+')).toEqual({ isOn: false, kinds: 0, own: 0 });
      const react = async (member: string, emoji: string, on = true, target = 1) => {
        const by = { id: member, name: member };
        const { seq } = await room.append({
          events: [{ kind: 'reaction', by, target, emoji, on }],
        });
        return (await room.readAfter(seq - 1, 1))[0];
      };
      const anaPlus = await react('ana', '+');
      expect(await at(1, 'ana', '+')).toEqual({ last: anaPlus, isOn: true, kinds: 1, own: 1 });
      expect(await at(1, 'bo', '+')).toEqual({ isOn: true, kinds: 1, own: 0 });
      expect(await at(1, 'ana', '-')).toEqual({ isOn: false, kinds: 1, own: 1 });
      expect(await at(2, 'ana', '+')).toEqual({ isOn: false, kinds: 0, own: 0 });
      const boPlus = await react('bo', '+');
      await react('bo', '-');
      await react('bo', 'ä');
      expect(await at(1, 'bo', '+')).toEqual({ last: boPlus, isOn: true, kinds: 3, own: 3 });
      expect(await at(1, 'bo', '+', 2)).toEqual({ last: boPlus, isOn: true, kinds: 2, own: 2 });
      const anaOff = await react('ana', '+', false);
      expect(await at(1, 'ana', '+')).toEqual({ last: anaOff, isOn: true, kinds: 3, own: 0 });
      const boOff = await react('bo', '+', false);
      expect(await at(1, 'bo', '+')).toEqual({ last: boOff, isOn: false, kinds: 2, own: 2 });
      const anaAgain = await react('ana', '+');
      expect(await at(1, 'ana', '+')).toEqual({ last: anaAgain, isOn: true, kinds: 3, own: 1 });
      await react('ana', '+', true, 2);
      room.close();
      const again = await stage.opened('a');
      const wish = { message: 1, member: 'bo', emoji: '+', limit: 9 };
      const stands = { last: boOff, isOn: true, kinds: 3, own: 2 };
      expect(await again.readReactions(wish)).toEqual(stands);
    });

    it('[W15] takes the text from a message and its edits, and nothing else', async () => {
      const room = await stage.made();
      const reply = { ...message('k', 'secret "one" \u0000'), replyTo: 1 };
      await room.append({ events: [message('a'), reply, about(2, 'edit', 'secret two')] });
      await room.append({ events: [about(2, 'reaction'), about(1, 'edit', 'kept')] });
      const kept = await room.readAfter(0, 9);
      const before = kept.map(parse);
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
      expect(commit?.scrub).toBe(2);
      expect(commit?.events).toEqual([log[5]]);
      expect(await room.readAmended(2, 9)).toEqual({
        edits: 1,
        lastEdit: log[2],
        deletion: log[5],
      });
      expect(kept.map((event) => withoutMessage(event, 2))).toEqual(log.slice(0, 5));
    });

    it('[W15] a message that has no text any more, or that is not there, is let be', async () => {
      const room = await stage.made();
      await room.append({ events: [message('a')] });
      await room.append({ scrub: 1 });
      const log = await room.readAfter(0, 9);
      await room.append({ scrub: 1 });
      await room.append({ scrub: 7 });
      expect(await room.readAfter(0, 9)).toEqual(log);
    });

    it('[W15] from the commit on nothing that is read has the text of thousands of edits', async () => {
      const room = await stage.made();
      const edits = Array.from({ length: 2_500 }, (_, i) => about(1, 'edit', `secret ${i}`));
      const all = [
        message('a', 'secret'),
        message('b', 'kept'),
        ...edits,
        about(2, 'edit', 'kept'),
      ];
      await room.append({ events: all });
      await room.append({ events: [about(1, 'delete')], scrub: 1 });
      const [log, ...pages] = await Promise.all([
        room.readAfter(0, 5_000),
        room.readAfter(0, 5_000, 1e9),
        room.readBefore(5_000, 2_502),
        room.readBefore(5_000, 2_502, 1e9),
        room.readAmended(1, 100).then(({ lastEdit }) => (lastEdit ? [lastEdit] : [])),
      ]);
      const read = JSON.stringify([log, ...pages]);
      expect(read.includes('secret')).toBe(false);
      expect(log.filter(({ json }) => json.includes('"deleted":true'))).toHaveLength(2_501);
      expect(log.filter(({ json }) => json.includes('"text":"kept"'))).toHaveLength(2);
      // Another room's are not touched.
      const other = await stage.made('b');
      await other.append({ events: [message('a', 'open'), about(1, 'edit', 'open')] });
      expect(JSON.stringify(await other.readAfter(0, 9)).match(/"open/g)).toHaveLength(2);
    });
  });
}
