import { describe, expect, it } from 'vitest';
import { ANA, about, keyed, listen, message, parse, type Stage, seat, seqs } from './stage.js';

export function logContract(stage: Stage): void {
  describe('the log', () => {
    it('[W5] gives out contiguous seqs in the order of the calls', async () => {
      const room = await stage.made();
      const results = await Promise.all(['a', 'b', 'c', 'd'].map((key) => room.append(keyed(key))));
      expect(results.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      expect((await room.readAfter(0, 10)).map(parse)).toMatchObject(
        ['a', 'b', 'c', 'd'].map((key, i) => ({ seq: i + 1, at: 1_000, kind: 'message', key })),
      );
    });

    it('commits the events of one change next to each other', async () => {
      const room = await stage.made();
      const heard = listen(room);
      const both = { events: [message('a'), message('b')] };
      expect(await room.append(both)).toEqual({ seq: 2, at: 1_000 });
      expect(heard.commits.map(({ events }) => seqs(events))).toEqual([[1, 2]]);
    });

    it('[W5] tells the tail of every commit in order, before the promise resolves', async () => {
      const room = await stage.made();
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
      const room = await stage.made();
      await room.append(keyed('a'));
      stage.now = 500;
      expect(await room.append(keyed('b'))).toEqual({ seq: 2, at: 1_000 });
    });

    it('[W7] a repeated key changes nothing and answers with the first seq', async () => {
      const room = await stage.made();
      const heard = listen(room);
      const [first, second] = await Promise.all([room.append(keyed('k')), room.append(keyed('k'))]);
      expect(first).toEqual({ seq: 1, at: 1_000 });
      expect(second).toEqual({ seq: 1, at: 1_000, duplicate: true });
      expect(heard.commits).toHaveLength(1);
      expect(await room.findKey('ana', 'k')).toMatchObject({ seq: 1, at: 1_000 });
      expect(await room.findKey('bo', 'k')).toBeUndefined();
    });

    it("[W7] another seat's same key is another key", async () => {
      const room = await stage.made();
      await room.append(keyed('k'));
      const other = { events: [message('k')], key: { seat: 'bo', key: 'k' } };
      expect(await room.append(other)).toEqual({ seq: 2, at: 1_000 });
    });

    it('[W7] keys end with their seat', async () => {
      const room = await stage.made();
      await room.append({ ...keyed('k'), seats: [seat('ana')] });
      await room.append({ ended: ['ana'] });
      expect(await room.findKey('ana', 'k')).toBeUndefined();
      expect(await room.append(keyed('k'))).toEqual({ seq: 2, at: 1_000 });
    });

    it('reads ranges with exclusive bounds, oldest first', async () => {
      const room = await stage.made();
      for (const key of 'abcdef') await room.append(keyed(key));
      expect(seqs(await room.readAfter(2, 3))).toEqual([3, 4, 5]);
      expect(seqs(await room.readAfter(6, 3))).toEqual([]);
      expect(seqs(await room.readBefore(5, 3))).toEqual([2, 3, 4]);
      expect(seqs(await room.readBefore(1, 3))).toEqual([]);
      expect(seqs(await room.readBefore(99, 2))).toEqual([5, 6]);
    });

    it('reads no further than the event with which it has so many characters', async () => {
      const room = await stage.made();
      for (const key of 'abcdef') await room.append({ events: [message(key, key.repeat(100))] });
      const [one] = await room.readAfter(0, 1);
      const size = one?.json.length ?? 0;
      expect(seqs(await room.readAfter(1, 9, 1))).toEqual([2]);
      expect(seqs(await room.readAfter(1, 9, size))).toEqual([2]);
      expect(seqs(await room.readAfter(1, 9, size + 1))).toEqual([2, 3]);
      expect(seqs(await room.readAfter(1, 3, 10 * size))).toEqual([2, 3, 4]);
      expect(seqs(await room.readBefore(6, 9, 1))).toEqual([5]);
      expect(seqs(await room.readBefore(6, 9, 2 * size))).toEqual([4, 5]);
      expect(seqs(await room.readBefore(6, 9, 2 * size + 1))).toEqual([3, 4, 5]);
      expect(seqs(await room.readBefore(6, 2, 10 * size))).toEqual([4, 5]);
      expect(seqs(await room.readAfter(6, 9, 1))).toEqual([]);
      expect(seqs(await room.readBefore(1, 9, 1))).toEqual([]);
    });

    it('keeps so many events and drops the oldest, keys excepted', async () => {
      await stage.restart({ logLength: 3 });
      const room = await stage.made();
      const heard = listen(room);
      for (const key of 'abcde') await room.append(keyed(key));
      expect(seqs(await room.readAfter(0, 10))).toEqual([3, 4, 5]);
      expect(heard.commits.at(-1)).toMatchObject({ head: 5, first: 3 });
      expect(await room.append(keyed('a'))).toEqual({ seq: 1, at: 1_000, duplicate: true });
    });

    it('keeps so many messages, whatever lies between them, and drops the oldest', async () => {
      await stage.restart({ logMessages: 3 });
      const room = await stage.made();
      const heard = listen(room);
      // 1 to 3, and what is about them as 4 to 6.
      for (const key of 'abc') await room.append(keyed(key));
      for (const target of [1, 2, 3]) await room.append({ events: [about(target, 'reaction')] });
      expect(heard.commits.at(-1)).toMatchObject({ head: 6, first: 1 });
      await room.append(keyed('d'));
      expect(heard.commits.at(-1)).toMatchObject({ head: 7, first: 2 });
      await room.append({ events: [message('e'), message('f')] });
      // With the third the reactions went that lay behind it.
      await room.append(keyed('g'));
      expect(heard.commits.at(-1)).toMatchObject({ head: 10, first: 8 });
      expect(seqs(await room.readAfter(0, 99))).toEqual([8, 9, 10]);
      room.close();
      expect((await stage.opened('a')).snapshot).toMatchObject({ head: 10, first: 8 });
    });

    it('reactions, renames and joins push no message out before the cap on all events', async () => {
      await stage.restart({ logMessages: 2, logLength: 8 });
      const room = await stage.made();
      const heard = listen(room);
      await room.append(keyed('a'));
      for (let i = 0; i < 7; i++) await room.append({ events: [about(1, 'reaction')] });
      expect(heard.commits.at(-1)).toMatchObject({ head: 8, first: 1 });
      await room.append({ events: [{ kind: 'joined', by: ANA }] });
      expect(heard.commits.at(-1)).toMatchObject({ head: 9, first: 2 });
      for (const key of 'bcd') await room.append(keyed(key));
      expect(heard.commits.at(-1)).toMatchObject({ head: 12, first: 11 });
      expect(seqs(await room.readAfter(0, 99))).toEqual([11, 12]);
    });

    it('one change lets go of a thousand events more than it brings, and the next of the rest', async () => {
      await stage.restart({ logMessages: 2, logLength: 5_000 });
      const room = await stage.made();
      const heard = listen(room);
      const joins = Array.from({ length: 2_500 }, () => ({ kind: 'joined' as const, by: ANA }));
      await room.append({ events: [message('a'), ...joins, message('b')] });
      await room.append(keyed('c'));
      expect(heard.commits.at(-1)).toMatchObject({ head: 2_503, first: 2 });
      const firsts: number[] = [];
      for (const key of 'defg') {
        await room.append(keyed(key));
        firsts.push(heard.commits.at(-1)?.first ?? 0);
      }
      expect(firsts).toEqual([1_003, 2_004, 2_505, 2_506]);
      expect(seqs(await room.readAfter(0, 99))).toEqual([2_506, 2_507]);
    });

    it('keeps text exactly as it is, whatever it holds', async () => {
      const room = await stage.made();
      const text = 'a\u0000b\n"\\\u2028😀\u202e</script>';
      await room.append({ events: [message('k', text)] });
      expect((await room.readAfter(0, 1)).map(parse)).toMatchObject([{ text }]);
    });

    it('keeps rooms apart', async () => {
      const [a, b] = [await stage.made('a'), await stage.made('b')];
      await a.append(keyed('k'));
      expect(await b.append(keyed('k'))).toEqual({ seq: 1, at: 1_000 });
      expect(seqs(await b.readAfter(0, 10))).toEqual([1]);
    });
  });
}
