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
  failing = false;
  readonly reads: string[] = [];

  async readAfter(after: number, limit: number): Promise<StoredEvent[]> {
    this.reads.push(`${after}+${limit}`);
    if (this.failing) throw new Error('no disk');
    const events: StoredEvent[] = [];
    for (let seq = Math.max(this.first, after + 1); seq <= Math.min(HEAD, after + limit); seq++) {
      events.push({ seq, json: String(seq).padEnd(SIZE) });
    }
    return events;
  }
}

let log: FakeLog;

beforeEach(() => {
  log = new FakeLog();
});

async function seqs(blocks: Blocks, after: number, until: number): Promise<number[]> {
  return (await blocks.between(after, until)).map(({ seq }) => seq);
}

function range(after: number, until: number): number[] {
  return Array.from({ length: until - after }, (_, i) => after + 1 + i);
}

describe('blocks of a log', () => {
  it('[W8] are exactly what was asked for, wherever it begins and ends', async () => {
    const blocks = new Blocks(log, new Shelf());
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
    const blocks = new Blocks(log, new Shelf());
    const crowd = Array.from({ length: 50 }, (_, i) => seqs(blocks, 110 + i, 310 + i));
    expect(await Promise.all(crowd)).toEqual(crowd.map((_, i) => range(110 + i, 310 + i)));
    expect(log.reads.filter((read) => read.endsWith('+100')).sort()).toEqual([
      '100+100',
      '200+100',
    ]);
  });

  it('are not kept while events are still to come in them', async () => {
    const blocks = new Blocks(log, new Shelf());
    expect(await seqs(blocks, 400, 420)).toEqual(range(400, 420));
    expect(await seqs(blocks, 400, HEAD)).toEqual(range(400, HEAD));
  });

  it('without the events that are no longer kept', async () => {
    log.first = 151;
    expect(await seqs(new Blocks(log, new Shelf()), 120, 220)).toEqual(range(150, 220));
  });

  it('are read again after a reading that failed', async () => {
    const blocks = new Blocks(log, new Shelf());
    log.failing = true;
    await expect(blocks.between(0, 100)).rejects.toThrow('no disk');
    log.failing = false;
    expect(await seqs(blocks, 0, 100)).toEqual(range(0, 100));
  });

  it('take no more than the shelf has room for; those not asked for longest go first', async () => {
    const shelf = new Shelf(200 * SIZE);
    const [one, other] = [new Blocks(log, shelf), new Blocks(log, shelf)];
    await one.between(0, 200);
    await one.between(0, 100);
    await other.between(0, 100);
    log.reads.length = 0;
    await one.between(0, 100);
    await other.between(0, 100);
    expect(log.reads).toEqual([]);
    await one.between(100, 200);
    expect(log.reads).toEqual(['100+100']);
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
