import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { Joined } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom } from './http.js';

const MIB = 1024 * 1024;
/** The backlog a reader may have, by default. */
const LIMIT = MIB;
/** What one may cost beyond it: buffers that grow by doubling, and what else hangs on one. */
const MARGIN = 2 * MIB;
/** So many that what one costs stands out from what a process's memory does by itself. */
const READERS = 20;
/** 16 kB each. */
const TEXT = '🦊'.repeat(4_000);
const BATCH = 20;
const WARM_UP = 300;
/** 48 MB for each reader: far more than the kernel's buffers and the limit hold. */
const MOST = 3_000;

interface Reader {
  readonly client: BareClient;
  readonly joined: Joined;
}

let service: Service;

beforeAll(async () => {
  service = await startService({
    flags: [...ROOMY, '--durability', 'process'],
    // A young generation that doesn't breathe: what is measured is not the garbage collector.
    env: { NODE_OPTIONS: '--max-semi-space-size=1' },
  });
});

afterAll(() => service.remove());

async function connections(): Promise<number> {
  const { text } = await ask(service.url, '/metrics');
  return Number(/^roomlet_connections (\d+)/m.exec(text)?.[1]);
}

function heardSeqs(code: string, { client, joined }: Reader): number[] {
  return client.pushedSeqs(code).filter((seq) => seq > joined.seq);
}

/**
 * The measure: the same traffic twice. First all readers read; the highest memory of that time is
 * what the service needs for the traffic itself. Then they stop reading, and whatever more it needs
 * until the last of them is cut off is what they cost.
 */
it('[W11] slow readers are cut off, slow nobody, cost little beyond the limit, and recover every event [W8]', async () => {
  const { code } = (await createRoom(service.url)).facts;
  const writer = await service.open();
  await writer.join(code, { name: 'Writer' });
  const control = await service.open();
  await control.join(code, { name: 'Control' });
  const readers: Reader[] = [];
  for (let n = 0; n < READERS; n++) {
    const client = await service.open();
    readers.push({ client, joined: await client.join(code, { name: `Reader ${n}` }) });
  }

  let head = 0;
  const post = async () => {
    const posts = Array.from({ length: BATCH }, () => writer.post(code, TEXT, freshKey()));
    for (const { seq } of await Promise.all(posts)) head = Math.max(head, seq);
    return service.rss();
  };
  let highest = 0;
  for (let sent = 0; sent < WARM_UP; sent += BATCH) highest = Math.max(highest, await post());

  for (const { client } of readers) client.socket.pause();
  let highestStalled = 0;
  for (let sent = 0; (await connections()) > 2 && sent < MOST; sent += BATCH) {
    highestStalled = Math.max(highestStalled, await post());
  }
  expect(await connections()).toBe(2);
  const each = (highestStalled - highest) / READERS;
  expect(each).toBeLessThan(LIMIT + MARGIN);
  await control.event(code, ({ seq }) => seq === head);

  for (const reader of readers) {
    const { client, joined } = reader;
    client.socket.resume();
    expect([4001, 1006]).toContain(await client.closed);
    const seqs = heardSeqs(code, reader);
    expect(seqs.length).toBeLessThan(head - joined.seq);
    const { seat, epoch, self, seq } = joined;
    const back = await service.open();
    const since = { epoch, seq: seqs.at(-1) ?? seq };
    const again = await back.join(code, { seat, since });
    expect(again).toMatchObject({ recovered: true, self, seq: head });
    seqs.push(...again.events.map((event) => event.seq));
    while ((seqs.at(-1) ?? 0) < head) {
      const page = await back.history(code, { after: seqs.at(-1) ?? 0, limit: 200 });
      seqs.push(...page.events.map((event) => event.seq));
    }
    expect(seqs).toEqual(Array.from({ length: head - seq }, (_, n) => seq + 1 + n));
    await back.drop();
    // A client of these tests keeps all it hears; there are many.
    client.frames.length = 0;
  }
}, 90_000);
