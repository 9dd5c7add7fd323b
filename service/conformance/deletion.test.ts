import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { Committed, Joined, RoomEvent } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom } from './http.js';

let service: Service;
let room: string;
let ana: BareClient;
let first: Joined;
let message: RoomEvent;
/** Texts that are to be gone, unlike any other. */
const SECRETS = ['vanishing-original-7f3a', 'vanishing-edit-91bc', 'vanishing-again-d04e'];
const KEPT = 'lasting-text-55aa';

const leaks = (text: string) => SECRETS.filter((secret) => text.includes(secret));

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
  room = (await createRoom(service.url)).facts.code;
  ana = await service.open();
  first = await ana.join(room);
  await ana.post(room, KEPT, freshKey());
  const key = freshKey();
  const { seq: target } = await ana.ok<Committed>({
    type: 'send',
    room,
    key,
    text: SECRETS[0],
    replyTo: 2,
  });
  message = (await ana.event(room, ({ seq }) => seq === target)).event as RoomEvent;
  for (const text of SECRETS.slice(1)) await ana.ok({ type: 'edit', room, target, text });
  await ana.ok({ type: 'react', room, target, emoji: '👍', on: true });
  await ana.ok({ type: 'delete', room, target });
});

afterAll(() => service.remove());

/** All that the service gives of the log: pages, recoveries and exports. */
async function everything(client: BareClient): Promise<string> {
  const { seat, epoch } = first;
  const joins = [];
  for (const since of [undefined, { epoch, seq: 0 }, { epoch, seq: message.seq - 1 }]) {
    const other = await service.open();
    joins.push(await other.join(room, { seat, ...(since && { since }) }));
    await other.drop();
  }
  const pages = [await client.history(room), await client.history(room, { after: 0, limit: 200 })];
  const files = await Promise.all(
    ['events', 'export', 'export?format=txt'].map((path) =>
      ask(service.url, `/v1/rooms/${room}/${path}`, { seat }),
    ),
  );
  return JSON.stringify([joins, pages, files.map(({ text }) => text)]);
}

it('[W15] the message keeps seq, author, key and replyTo, has deleted and no text; its edits too', async () => {
  const { events } = await ana.history(room);
  const { text: _text, ...kept } = message;
  expect(events[message.seq - 1]).toEqual({ ...kept, deleted: true });
  const edits = events.filter(({ kind }) => kind === 'edit');
  expect(edits).toHaveLength(2);
  for (const edit of edits) {
    expect(edit).toEqual({ ...edit, target: message.seq, deleted: true });
    expect(edit).not.toHaveProperty('text');
  }
  expect(events[1]).toMatchObject({ text: KEPT });
});

it('[W15] no page, recovery or export holds its text, at once and after a crash', async () => {
  const before = await everything(ana);
  expect(before).toContain(KEPT);
  expect(leaks(before)).toEqual([]);
  await service.crashAndRestart();
  ana = await service.open();
  await ana.join(room, { seat: first.seat });
  const after = await everything(ana);
  expect(after).toContain(KEPT);
  expect(leaks(after)).toEqual([]);
});

it('[W15] after a start no data file holds its text', async () => {
  await service.kill('SIGTERM');
  await service.start();
  // Answered only once the log was opened, which is after compaction.
  ana = await service.open();
  await ana.join(room, { seat: first.seat });
  const bytes = service.files();
  expect(bytes).toContain(KEPT);
  expect(leaks(bytes)).toEqual([]);
});
