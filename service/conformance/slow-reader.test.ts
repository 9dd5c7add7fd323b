import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { createRoom } from './http.js';

const MIB = 1024 * 1024;
/** 16 kB each: in all more than the kernel's buffers and the limit hold. */
const TEXT = '🦊'.repeat(4_000);
const COUNT = 1_500;

let service: Service;

beforeAll(async () => {
  service = await startService({ flags: [...ROOMY, '--durability', 'process'] });
});

afterAll(() => service.remove());

function heardTexts(client: BareClient): number {
  return client.frames.filter(({ event }) => event?.kind === 'message').length;
}

it('[W11] a slow reader is cut off, slows nobody, and recovers every event [W8]', async () => {
  const { code } = (await createRoom(service.url)).facts;
  const [writer, reader, slow] = [await service.open(), await service.open(), await service.open()];
  await writer.join(code, { name: 'Writer' });
  await reader.join(code, { name: 'Reader' });
  const { seat, epoch, self, seq: joinedAt } = await slow.join(code, { name: 'Slow' });
  const rssBefore = service.rss();

  slow.socket.pause();
  let highest = 0;
  for (let sent = 0; sent < COUNT; sent += 50) {
    await Promise.all(Array.from({ length: 50 }, () => writer.post(code, TEXT, freshKey())));
    highest = Math.max(highest, service.rss());
  }
  await reader.event(code, ({ seq }) => seq === joinedAt + COUNT);
  expect(heardTexts(reader)).toBe(COUNT);
  // 24 MB went by; what is kept for one who doesn't read stays near the limit of 1 MiB.
  expect(highest - rssBefore).toBeLessThan(150 * MIB);

  slow.socket.resume();
  expect([4001, 1006]).toContain(await slow.closed);
  expect(heardTexts(slow)).toBeLessThan(COUNT);

  const back = await service.open();
  const last = slow.pushedSeqs(code).at(-1) ?? joinedAt;
  const joined = await back.join(code, { seat, since: { epoch, seq: last } });
  expect(joined).toMatchObject({ recovered: true, self, seq: joinedAt + COUNT });
  const seqs = [...slow.pushedSeqs(code), ...joined.events.map(({ seq }) => seq)];
  while ((seqs.at(-1) ?? 0) < joined.seq) {
    const page = await back.history(code, { after: seqs.at(-1) ?? 0, limit: 200 });
    seqs.push(...page.events.map(({ seq }) => seq));
  }
  expect(seqs).toEqual(Array.from({ length: COUNT }, (_, n) => joinedAt + 1 + n));
});
