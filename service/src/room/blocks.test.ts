import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredEvent } from '../engine/engine.js';
import { Blocks, Shelf } from './blocks.js';
import { FakeLink, World } from './testing.js';

const HEAD = 450;
/** Characters of one event's JSON here. */
const SIZE = 10;

/** A log that notes what is read of it. */
class FakeLog {
  first = 1;
  head = HEAD;
  failing = false;
  size = (_seq: number) => SIZE;
  readonly reads: string[] = [];
  /** Events that were read. */
  count = 0;
  /** Characters that were read. */
  characters = 0;

  async readAfter(after: number, limit: number, characters = Infinity): Promise<StoredEvent[]> {
    this.reads.push(`${after}+${limit}`);
    const from = Math.max(this.first, after + 1);
    return this.#read(from, 1, Math.min(limit, this.head - from + 1), characters);
  }

  async readBefore(before: number, limit: number, characters = Infinity): Promise<StoredEvent[]> {
    this.reads.push(`${before}-${limit}`);
    const from = Math.min(this.head, before - 1);
    const events = await this.#read(from, -1, Math.min(limit, from - this.first + 1), characters);
    return events.reverse();
  }

  async #read(from: number, step: number, limit: number, characters: number) {
    if (this.failing) throw new Error('no disk');
    const events: StoredEvent[] = [];
    let left = characters;
    for (let i = 0; i < limit && left > 0; i++) {
      const seq = from + i * step;
      events.push({ seq, json: String(seq).padEnd(this.size(seq)) });
      left -= this.size(seq);
    }
    this.count += events.length;
    for (const { json } of events) this.characters += json.length;
    return events;
  }
}

let log: FakeLog;

beforeEach(() => {
  log = new FakeLog();
});

const blocksOf = (of: FakeLog, shelf = new Shelf()) => new Blocks(of, () => of.head, shelf);
const seqsOf = (events: readonly StoredEvent[]) => events.map(({ seq }) => seq);
const NO_BOUND = Number.POSITIVE_INFINITY;

async function seqs(blocks: Blocks, after: number, until: number, characters = NO_BOUND) {
  const forward = seqsOf(await blocks.after({ after, until }, characters));
  if (characters === NO_BOUND) {
    expect(seqsOf(await blocks.before({ after, until }, characters))).toEqual(forward);
  }
  return forward;
}

function range(after: number, until: number): number[] {
  return Array.from({ length: Math.max(0, until - after) }, (_, i) => after + 1 + i);
}

describe('blocks of a log', () => {
  it('[W8] are exactly what was asked for, wherever it begins and ends', async () => {
    const blocks = blocksOf(log);
    for (const [after, until] of [
      [0, 1],
      [0, 100],
      [99, 101],
      [100, 200],
      [37, 237],
      [250, HEAD],
      [HEAD - 1, HEAD],
      [HEAD, HEAD],
    ] as const) {
      expect(await seqs(blocks, after, until)).toEqual(range(after, until));
    }
  });

  it('are read once for a crowd that comes back to the same part', async () => {
    const blocks = blocksOf(log);
    const crowd = Array.from({ length: 50 }, (_, i) =>
      blocks.after({ after: 110 + i, until: 310 + i }, NO_BOUND).then(seqsOf),
    );
    expect(await Promise.all(crowd)).toEqual(crowd.map((_, i) => range(110 + i, 310 + i)));
    // From the block of the first event asked for to that of the last.
    expect(log.count).toBe(360 - 110);
  });

  it('are read once for a crowd whose pages are full long before', async () => {
    log.size = () => 1_000;
    const blocks = blocksOf(log);
    const crowd = () =>
      Promise.all(
        Array.from({ length: 50 }, () =>
          blocks.after({ after: 115, until: 315 }, 30_500).then(seqsOf),
        ),
      );
    for (const page of await crowd()) {
      // 31 events would do: to the end of the block that has them, and no further.
      expect(page).toEqual(range(115, 150));
    }
    const { count } = log;
    expect(count).toBeLessThan(90);
    await crowd();
    expect(log.count).toBe(count);
  });

  it('are not kept while events are still to come in them', async () => {
    const blocks = blocksOf(log);
    log.head = 425;
    expect(await seqs(blocks, 400, 420)).toEqual(range(400, 420));
    expect(await seqs(blocks, 400, 425)).toEqual(range(400, 425));
    log.head = HEAD;
    expect(await seqs(blocks, 400, HEAD)).toEqual(range(400, HEAD));
  });

  it('without the events that are no longer kept', async () => {
    log.first = 151;
    expect(await seqs(blocksOf(log), 120, 220)).toEqual(range(150, 220));
  });

  it('no event comes twice where the first one kept is in the middle of a block', async () => {
    for (let first = 140; first < 165; first++) {
      log.first = first;
      expect(await seqs(blocksOf(log), first - 1, 330)).toEqual(range(first - 1, 330));
    }
  });

  it('are read again after a reading that failed', async () => {
    const blocks = blocksOf(log);
    log.failing = true;
    await expect(blocks.after({ after: 0, until: 100 }, NO_BOUND)).rejects.toThrow('no disk');
    await expect(blocks.before({ after: 0, until: 100 }, NO_BOUND)).rejects.toThrow('no disk');
    log.failing = false;
    expect(await seqs(blocks, 0, 100)).toEqual(range(0, 100));
  });

  it('take no more than the shelf has room for; those not asked for longest go first', async () => {
    const shelf = new Shelf(200 * SIZE);
    const [one, other] = [blocksOf(log, shelf), blocksOf(log, shelf)];
    await seqs(one, 0, 200);
    await seqs(one, 0, 100);
    await seqs(other, 0, 100);
    log.reads.length = 0;
    await seqs(one, 0, 100);
    await seqs(other, 0, 100);
    expect(log.reads).toEqual([]);
    await seqs(one, 100, 200);
    expect(log.reads).toEqual(['100+10', '110+90']);
  });

  it('a page of long texts costs about what it holds, and not 200 events', async () => {
    log.size = () => 16_000;
    for (const way of ['after', 'before'] as const) {
      log.characters = 0;
      const page = await blocksOf(log)[way]({ after: 117, until: 317 }, 262_144);
      const size = page.length * 16_000;
      expect(size).toBeGreaterThanOrEqual(262_144);
      // Beside it a block at either end.
      expect(log.characters).toBeLessThan(262_144 + 4 * 160_000);
    }
  });

  it('[W5] a page has no gap, no event twice, and is as full as can be, while the log is trimmed', async () => {
    const sizes = fc.constantFrom(10, 200, 4_000);
    await fc.assert(
      fc.asyncProperty(
        fc.array(sizes, { minLength: 1, maxLength: 7 }),
        fc.array(
          fc.record({
            way: fc.constantFrom('after' as const, 'before' as const),
            after: fc.nat(400),
            count: fc.integer({ min: 1, max: 120 }),
            characters: fc.constantFrom(1, 300, 5_000, 20_000, NO_BOUND),
            trim: fc.nat(25),
            added: fc.nat(25),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        async (pattern, steps) => {
          const of = new FakeLog();
          of.size = (seq) => pattern[seq % pattern.length] ?? SIZE;
          of.head = 150;
          const blocks = blocksOf(of, new Shelf(60_000));
          for (const { way, after: wanted, count, characters, trim, added } of steps) {
            // As the callers do: within the log as it is then.
            const after = Math.max(of.first - 1, Math.min(wanted, of.head - 1));
            const until = Math.min(of.head, after + count);
            const reading = blocks[way]({ after, until }, characters);
            await undefined;
            of.head += added;
            of.first = Math.min(of.head, of.first + trim);
            const found = seqsOf(await reading);
            const [first = after + 1, last = until] = [found[0], found.at(-1)];
            expect(found).toEqual(found.length > 0 ? range(first - 1, last) : []);
            const size = found.reduce((sum, seq) => sum + of.size(seq), 0);
            const end = way === 'after' ? last === until : first === after + 1;
            const begin = way === 'after' ? first === after + 1 : last === until;
            const isTrimmed = of.first > after + 1;
            expect(isTrimmed || begin).toBe(true);
            expect(isTrimmed || end || size >= characters).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a room’s history', () => {
  it('[W15] has no deleted text, however often it was read before', async () => {
    const world = new World();
    const { code } = await world.room();
    const { self } = await world.joinAs(code, 'Ana');
    await world.use(code, async (room) => {
      for (let n = 0; n < 600; n++) {
        await room.append({
          events: [
            { kind: 'message', by: self, key: `k${n}`, text: n === 49 ? 'secret' : `n${n}` },
          ],
        });
      }
    });
    const since = async () => {
      const { epoch } = await world.joinAs(code, 'Eve');
      const fields = await world.join(code, new FakeLink(world), {
        name: 'Bob',
        since: { epoch, seq: 1 },
      });
      return JSON.stringify(fields.events);
    };
    expect(await since()).toContain('secret');
    await world.use(code, (room) =>
      room.append({ events: [{ kind: 'delete', by: self, target: 51 }], scrub: 51 }),
    );
    expect(await since()).not.toContain('secret');
  });
});
