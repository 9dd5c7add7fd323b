import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import type { Failure } from './frames.js';
import { freshKey, ROOMY, type Service, startService } from './harness.js';
import { ask, createRoom, refusal, takeSeat } from './http.js';

/** Each secret with what it is; each is unlike any other text, so that finding it means a leak. */
const secrets = new Map<string, string>();

function secret(what: string, value = `S3CRET-${what.replaceAll(' ', '-')}-${freshKey()}`): string {
  secrets.set(value, what);
  return value;
}

let service: Service;
const clients: BareClient[] = [];
const errors: Failure[] = [];

async function open(): Promise<BareClient> {
  const client = await service.open();
  clients.push(client);
  return client;
}

/** Where secrets may be answered: to who they are for, in the reply that brings them. */
function withoutOwn(frame: object): string {
  return JSON.stringify({ ...frame, seat: undefined });
}

beforeAll(async () => {
  service = await startService({ flags: ROOMY });
  const password = secret('password');
  const created = await createRoom(service.url, { key: secret('creation key'), password });
  const { code: room } = created.facts;
  const hostToken = secret('host token', created.hostToken);

  const ana = await open();
  const key = secret('join key');
  const { seat } = await ana.join(room, { name: 'Ana', key, password });
  secret('seat token', seat);
  await ana.join(room, { name: 'Ana', seat, hostToken });
  await ana.post(room, 'hello', freshKey());
  const bot = await takeSeat(service.url, room, { name: 'Bot', key: secret('seat key'), password });
  secret('bot’s seat token', bot.seat);

  const join = { type: 'join', room, name: 'Mallory' };
  const wrong = [
    { ...join, password: secret('wrong password') },
    { ...join, hostToken: secret('wrong host token') },
    { ...join, identity: secret('wrong identity') },
    { ...join, seat: secret('wrong seat token') },
    { ...join, key: secret('short key', 'S3CRET-short') },
    { ...join, key: secret('long key', `S3CRET-long-${'k'.repeat(80)}`) },
    { ...join, password: secret('long password', `S3CRET-pass-${'p'.repeat(300)}`) },
    { ...join, seat: [secret('token in an array')] },
    { ...join, since: secret('token in the wrong field') },
    { type: secret('token as type') },
  ];
  for (const frame of wrong) errors.push(await ana.refused(frame));
  ana.send(`{"type":"join","password":"${secret('password in broken JSON')}"`);
  await ana.settled();
  errors.push(...ana.frames.filter(({ type }) => type === 'error').map((f) => f as never));

  const order = { type: 'moderate', room, action: 'password' };
  await ana.ok({ ...order, value: secret('ordered password') });
  const long = secret('long ordered password', `S3CRET-order-${'p'.repeat(300)}`);
  errors.push(await ana.refused({ ...order, value: long }));
  errors.push(await ana.refused({ ...join, password }));

  const path = `/v1/rooms/${room}`;
  const http = (at: string, options: object) => refusal(service.url, at, options);
  errors.push(
    await http(`${path}/seats`, { body: { name: 'M', password: secret('wrong HTTP password') } }),
    await http(`${path}/seats`, {
      body: { name: 'M', hostToken: secret('wrong HTTP host token') },
    }),
    await http(`${path}/seats`, { body: `{"password":"${secret('broken HTTP JSON')}` }),
    await http(`${path}/events`, { seat: secret('wrong bearer') }),
    await http(`${path}/events?seat=${secret('token in an address')}`, {}),
    await http('/v1/rooms', { body: { password: 5, key: secret('key beside a wrong field') } }),
    await http(`/v1/rooms/${secret('token as a code')}`, {}),
    await http(`/v1/${secret('token as a path')}`, {}),
  );
  await ask(service.url, `/healthz?token=${secret('token at healthz')}`);
  await service.crashAndRestart();
  await (await open()).join(room, { seat });
  await service.kill('SIGTERM');
});

afterAll(() => service.remove());

it('[W4] no secret is in the service’s log', () => {
  expect(service.log().length).toBeGreaterThan(0);
  const leaked = [...secrets].filter(([value]) => service.output.includes(value));
  expect(leaked.map(([, what]) => what)).toEqual([]);
});

it('[W4] no secret is in an error', () => {
  expect(errors.length).toBeGreaterThan(15);
  const said = JSON.stringify(errors);
  const leaked = [...secrets].filter(([value]) => said.includes(value));
  expect(leaked.map(([, what]) => what)).toEqual([]);
});

it('[W4] no secret is in an event, a signal or another’s reply', () => {
  const heard = clients.flatMap(({ frames }) => frames.map(withoutOwn)).join('\n');
  expect(heard).toContain('hello');
  const leaked = [...secrets].filter(([value]) => heard.includes(value));
  expect(leaked.map(([, what]) => what)).toEqual([]);
});
