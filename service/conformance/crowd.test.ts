import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { Joined, RoomEvent } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { createRoom } from './http.js';

/** Up to so many seats the log says who joined [W14]. */
const CROWD = 100;
const BEFORE = 90;
const NEWCOMERS = 60;
const DROPPED = 30;
/** More than a page, with those that come while the dropped come back. */
const MISSED = 300;
const MEANWHILE = 60;

interface Member {
  readonly client: BareClient;
  readonly joined: Joined;
}

let service: Service;
let code: string;

beforeAll(async () => {
  service = await startService({ flags: [...ROOMY, '--durability', 'process'] });
  code = (await createRoom(service.url)).facts.code;
});

afterAll(() => service.remove());

function enter(from: number, count: number): Promise<Member[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const client = await service.open();
      return { client, joined: await client.join(code, { name: `Member ${from + n}` }) };
    }),
  );
}

/** Every event of the log after `after`, up to the head or `until`. */
async function pages(client: BareClient, after: number, until = Infinity): Promise<RoomEvent[]> {
  const events: RoomEvent[] = [];
  for (;;) {
    const last = events.at(-1)?.seq ?? after;
    const page = await client.history(code, { after: last, limit: 200 });
    events.push(...page.events.filter(({ seq }) => seq <= until));
    if ((events.at(-1)?.seq ?? after) >= Math.min(until, page.seq)) return events;
  }
}

async function post(members: readonly Member[], count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await members[n % members.length]?.client.post(code, `text ${n}`, freshKey());
  }
}

/** Comes back with all events up to `last`. `got`: those after it, up to the head at its join. */
async function comeBack(
  { seat, epoch }: Joined,
  last: number,
): Promise<Member & { got: RoomEvent[] }> {
  const client = await service.open();
  const joined = await client.join(code, { seat, since: { epoch, seq: last } });
  expect(joined.recovered).toBe(true);
  // Live events follow the join's head; what is older and was not in its page comes in pages.
  const got = joined.events;
  got.push(...(await pages(client, got.at(-1)?.seq ?? last, joined.seq)));
  return { client, joined, got };
}

it('[W8] [W14] each of many who come back at once recovers exactly, also where the room became a crowd meanwhile', async () => {
  const old = await enter(0, BEFORE);
  await Promise.all(old.map(({ client }) => client.settled()));
  const [dropped, stayed] = [old.slice(0, DROPPED), old.slice(DROPPED)];
  const [first] = stayed;
  if (!first) throw new Error('nobody stayed');
  // Not all at the same place of the log: some events pass while they drop.
  const lasts: number[] = [];
  for (const { client, joined } of dropped) {
    await post(stayed, 1);
    await client.drop();
    lasts.push(client.pushedSeqs(code).at(-1) ?? joined.seq);
  }

  const fresh = await enter(BEFORE, NEWCOMERS);
  await post(stayed, MISSED);
  const talking = post(stayed, MEANWHILE);
  const back = await Promise.all(dropped.map(({ joined }, n) => comeBack(joined, lasts[n] ?? 0)));
  await talking;

  await Promise.all([...stayed, ...fresh, ...back].map(({ client }) => client.settled()));
  const log = await pages(first.client, 0);
  const head = log.length;
  expect(log.filter(({ kind }) => kind === 'joined')).toHaveLength(CROWD);
  back.forEach(({ client, got, joined }, n) => {
    const live = client.frames.flatMap(({ event }) => (event ? [event] : []));
    const recovered = [...got, ...live];
    expect(recovered).toEqual(log.slice(lasts[n]));
    expect(joined.facts.members).toBe(BEFORE + NEWCOMERS);
    expect(joined.members).toHaveLength(CROWD);
  });
  for (const { client } of [...stayed, ...fresh]) {
    expect(client.pushedSeqs(code).at(-1)).toBe(head);
  }
});
