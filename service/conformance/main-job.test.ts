import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { Committed, EventsPage, Joined, RoomEvent } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { createRoom, json } from './http.js';

/** One person: a seat, its connection of the moment, and all the events it was given, in order. */
class Person {
  readonly events: RoomEvent[] = [];
  #client: BareClient | undefined;
  #joined: Joined | undefined;

  constructor(
    readonly service: Service,
    readonly spelling: string,
    readonly fields: object,
  ) {}

  get client(): BareClient {
    if (!this.#client) throw new Error('not connected');
    return this.#client;
  }

  get joined(): Joined {
    if (!this.#joined) throw new Error('not joined');
    return this.#joined;
  }

  /** Joins, or comes back to the same seat from the last event it has. */
  async connect(): Promise<Joined> {
    const back = this.#joined && {
      seat: this.#joined.seat,
      since: { epoch: this.#joined.epoch, seq: this.events.at(-1)?.seq ?? 0 },
    };
    const client = await this.service.open();
    const joined = await client.join(this.spelling, back ?? { ...this.fields, tail: 200 });
    this.events.push(...joined.events);
    client.socket.on('message', () => {
      const event = client.frames.at(-1)?.event;
      if (event) this.events.push(event);
    });
    this.#client = client;
    this.#joined = joined;
    return joined;
  }

  async has(seq: number): Promise<void> {
    if ((this.events.at(-1)?.seq ?? 0) >= seq) return;
    await this.client.event(this.joined.facts.code, (event) => event.seq === seq);
  }
}

let service: Service;

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
});

afterAll(() => service.remove());

it('[W5] [W6] [W7] [W8] [W9] the main job, by bare HTTP and a plain WebSocket', async () => {
  const { facts, hostToken } = await createRoom(service.url, { title: 'Launch', key: freshKey() });
  const { code } = facts;
  const path = `/v1/rooms/${code}`;

  // A creates, B types the code its own way, C follows a link.
  const host = new Person(service, code, { name: 'Ana', key: freshKey(), hostToken });
  const typed = code.replaceAll('-', '').toUpperCase();
  const people = [
    host,
    new Person(service, typed, { name: 'Ben', key: freshKey() }),
    new Person(service, code, { name: 'Cleo', key: freshKey() }),
  ];
  for (const person of people) await person.connect();
  expect(host.joined.self.host).toBe(true);
  const everyone = () =>
    people.map(({ events }) => events.map(({ seq, kind }) => `${seq} ${kind}`));

  // Twenty messages each way, and some of a bot that has no socket.
  const bot = await json<{ seat: string }>(service.url, `${path}/seats`, { body: { name: 'Bot' } });
  const acks = await Promise.all(
    Array.from({ length: 20 }, (_, n) => [
      ...people.map((person) => person.client.post(code, `message ${n}`, freshKey())),
      json<Committed>(service.url, `${path}/messages`, {
        body: { key: freshKey(), text: `beep ${n}` },
        seat: bot.seat,
      }),
    ]).flat(),
  );
  const head = Math.max(...acks.map(({ seq }) => seq));
  expect(head).toBe(4 + 80);
  await Promise.all(people.map((person) => person.has(head)));

  // A refresh of each keeps identity and history, without a second joined.
  for (const person of people) {
    const { self } = person.joined;
    await person.client.close();
    const joined = await person.connect();
    expect(joined).toMatchObject({ self, recovered: true, events: [], seq: head });
  }

  // The service dies; what was said meanwhile arrives exactly once.
  await service.kill('SIGKILL');
  await Promise.all(people.map(({ client }) => client.closed));
  const typedWhileDown = freshKey();
  await service.start();
  for (const person of people) {
    expect(await person.connect()).toMatchObject({ recovered: true, events: [] });
  }
  const first = await host.client.post(code, 'typed while it was down', typedWhileDown);
  const again = await host.client.post(code, 'typed while it was down', typedWhileDown);
  expect([first.seq, again]).toEqual([head + 1, { ...again, seq: head + 1, duplicate: true }]);
  await Promise.all(people.map((person) => person.has(head + 1)));

  const log = await json<EventsPage>(service.url, `${path}/events?limit=200`, { seat: bot.seat });
  const history = log.events.map(({ seq, kind }) => `${seq} ${kind}`);
  expect(history).toHaveLength(head + 1);
  expect(log.events.filter(({ kind }) => kind === 'joined')).toHaveLength(4);
  expect(log.events.filter(({ kind }) => kind === 'left')).toEqual([]);
  // Each saw all from its own joined on (or, by its tail, from the start), in the same order.
  for (const seen of everyone()) expect(seen).toEqual(history);
});
