import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BAD_COMMANDS,
  BAD_IDS,
  BAD_JOINS,
  NOT_A_COMMAND,
  PASSWORD,
  type Places,
  type Row,
} from './bad-frame-rows.js';
import { BAD_AMENDMENTS, BAD_ORDERS } from './bad-order-rows.js';
import { BAD_REQUESTS, type HttpPlaces } from './bad-request-rows.js';
import type { BareClient } from './bare-client.js';
import type { Frame } from './frames.js';
import { ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom, refusal, takeSeat } from './http.js';

/** One service takes all of it, while two people in another room go on talking. */
let service: Service;
let places: Places & HttpPlaces;
let talking: { room: string; ana: BareClient; ben: BareClient; said: number };
let rssBefore: number;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
  const codes = await Promise.all(
    [{}, {}, { password: PASSWORD }, {}].map((body) => createRoom(service.url, body)),
  );
  const [room = '', elsewhere = '', guarded = '', quiet = ''] = codes.map(
    ({ facts }) => facts.code,
  );
  const { seat } = await takeSeat(service.url, room, { name: 'Ana' });
  const { seat: foreignSeat } = await takeSeat(service.url, elsewhere, { name: 'Ana' });
  places = { room, elsewhere, guarded, nowhere: 'bbb-bbb-bbb', seat, foreignSeat };
  const [ana, ben] = await Promise.all([service.open(), service.open()]);
  await ana.join(quiet, { name: 'Ana' });
  await ben.join(quiet, { name: 'Ben' });
  talking = { room: quiet, ana, ben, said: 0 };
  rssBefore = service.rss();
});

afterEach(async () => {
  talking.said += 1;
  await talking.ana.post(talking.room, `sentence ${talking.said}`, `key-${talking.said}`);
});

afterAll(() => service.remove());

/** Sends the row's frame from a connection of its own and gives what comes back. */
async function answerTo(
  frame: Row[1],
): Promise<{ client: BareClient; sent: unknown; reply: Frame }> {
  const client = await service.open();
  await client.join(places.room, { seat: places.seat });
  const from = client.frames.length;
  const made = typeof frame === 'string' ? frame : frame(places);
  const sent = typeof made === 'string' ? made : JSON.stringify({ id: 77, ...made });
  client.send(sent);
  const reply = await client.frame(({ type }) => type === 'error' || type === 'ok', from);
  return { client, sent: tryParse(sent), reply };
}

async function staysUp(client: BareClient): Promise<void> {
  await client.ok({ type: 'ping', id: 4_242 });
  await client.drop();
}

const GROUPS: [string, readonly Row[]][] = [
  ['frames that are no command', NOT_A_COMMAND],
  ['bad joins', BAD_JOINS],
  ['bad commands', BAD_COMMANDS],
  ['bad commands about messages', BAD_AMENDMENTS],
  ['bad orders', BAD_ORDERS],
];

describe.each(GROUPS)('%s', (_group, rows) => {
  it.each(rows)('%s', async (_label, frame, due) => {
    const { client, sent, reply } = await answerTo(frame);
    expect(reply.type === 'ok' ? 'ok' : reply.code).toBe(due);
    const { id } = (sent ?? {}) as { id?: unknown };
    // An id in a frame that is too large for reading may go unread.
    if (reply.id !== undefined || due !== 'too_large') {
      expect(reply.id).toBe(Number.isSafeInteger(id) ? id : undefined);
    }
    await staysUp(client);
  });
});

describe('frames whose id can’t be read', () => {
  it.each(BAD_IDS)('%s', async (_label, frame, due) => {
    const { client, reply } = await answerTo(frame);
    expect(reply).toMatchObject({ type: 'error', code: due });
    expect(reply).not.toHaveProperty('id');
    await staysUp(client);
  });
});

describe('bad requests', () => {
  it.each(BAD_REQUESTS)('%s', async (_label, request, due) => {
    const [path, options] = request(places);
    const error = await refusal(service.url, path, options);
    expect(error.code).toBe(due);
  });
});

it('[W2] a body of 5 MB gets too_large, or the end of the connection that sends it', async () => {
  const body = 'x'.repeat(5_000_000);
  const status = await ask(service.url, '/v1/rooms', { body }).then(
    (answer) => answer.status,
    (error: NodeJS.ErrnoException) => error.code,
  );
  expect([413, 'EPIPE', 'ECONNRESET']).toContain(status);
});

describe('after all of that', () => {
  it('[W5] another room’s conversation went on unharmed', async () => {
    const { ana, ben, room, said } = talking;
    expect(said).toBeGreaterThan(120);
    await ben.event(room, (event) => event.text === `sentence ${said}`);
    const heard = ben.frames.flatMap(({ event }) =>
      event?.kind === 'message' ? [event.text] : [],
    );
    expect(heard).toEqual(Array.from({ length: said }, (_, index) => `sentence ${index + 1}`));
    expect(ben.pushedSeqs(room)).toEqual(ana.pushedSeqs(room).slice(-ben.pushedSeqs(room).length));
  });

  it('the service’s memory stayed bounded', () => {
    expect(service.rss() - rssBefore).toBeLessThan(100 * 1024 * 1024);
  });

  it('the room it all happened in is as it was', async () => {
    const answer = await ask(service.url, `/v1/rooms/${places.room}/events`, { seat: places.seat });
    const { events } = JSON.parse(answer.text) as { events: { kind: string }[] };
    expect(events.map(({ kind }) => kind)).toEqual(['joined']);
  });

  it('nothing was logged above warn', () => {
    expect(service.alarms()).toEqual([]);
  });
});

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
