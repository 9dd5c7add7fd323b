import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Service, startService } from '../../conformance/harness.js';
import { createRoom, takeSeat } from '../../conformance/http.js';
import { buildUnderTest, flagsKnownTo } from '../abuse/kit/build.js';
import { FIELDS, validCommand } from './commands.js';
import { sample } from './inputs.js';
import { anyValue, oddText, spoilt, torn } from './values.js';

/** The same against the built service: it answers everything, by less than 500, and runs on. */
let service: Service;
let room = '';
let seat = '';
let agent: Agent;

const FREELY = [
  ...['send-burst', 'send-rate', 'command-burst', 'command-rate', 'join-rate', 'create-rate'],
  ...['guess-rate', 'lookup-burst', 'lookup-rate', 'http-read-burst', 'http-read-rate'],
  ...['address-read-burst', 'address-read-rate', 'connect-burst', 'connect-rate', 'bad-frame-rate'],
  ...['amend-burst', 'amend-rate', 'rename-burst', 'rename-rate', 'exports-per-seat'],
].flatMap((rate) => [`--${rate}`, '1000000']);

beforeAll(async () => {
  service = await startService({ flags: flagsKnownTo(buildUnderTest(), FREELY) });
  room = (await createRoom(service.url)).facts.code;
  ({ seat } = await takeSeat(service.url, room, { name: 'Ana' }));
  agent = new Agent({ keepAlive: true, maxSockets: 16 });
});

afterAll(async () => {
  agent?.destroy();
  await service?.remove();
});

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

function statusOf({ method, path, headers, body }: Asked): Promise<number | string> {
  return new Promise((resolve) => {
    try {
      const asked = request(`${service.url}`, { agent, method, path, headers }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
        response.once('error', () => resolve('cut off'));
      });
      asked.setTimeout(10_000, () => resolve('no answer'));
      asked.once('error', () => resolve('cut off')).end(body);
    } catch {
      // Node itself sends no such request.
      resolve('not sent');
    }
  });
}

const path = fc
  .tuple(
    fc.constantFrom(
      '/v1/rooms',
      '/v1/rooms/ROOM',
      '/v1/rooms/ROOM/events',
      '/v1/rooms/ROOM/messages',
      '/v1/rooms/ROOM/seats',
      '/v1/rooms/ROOM/export',
      '/widget.js',
      '/',
      '/healthz',
      '/v1/socket',
    ),
    fc.constantFrom(
      '',
      '',
      '?before=5',
      '?after=1&limit=10',
      '?format=txt',
      '?limit=201',
      '?before=x',
    ),
  )
  .map(([one, query]) => one.replace('ROOM', room) + query);

const encoded = (text: string) =>
  text.replace(/[^!-~]/gu, (one) => {
    try {
      return encodeURIComponent(one);
    } catch {
      return '%ff';
    }
  });
const header = oddText.map((text) => text.replace(/[^ -~]/gu, '?'));
const bodies = fc.oneof(
  fc
    .constantFrom<object>({}, { name: 'Ana' }, { key: 'k', text: 'hello' }, { title: 'x' })
    .map((one) => JSON.stringify(one)),
  fc
    .record(
      { name: anyValue, key: anyValue, text: anyValue, title: anyValue },
      { requiredKeys: [] },
    )
    .map((one) => JSON.stringify(one)),
  torn(fc.constant('{"name":"Ana","key":"kkkkkkkkkkkkkkkkkkkk"}')),
);

const requests = () =>
  fc.record<Asked>({
    method: fc.constantFrom('GET', 'GET', 'POST', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PUT'),
    path: fc.oneof(
      { weight: 3, arbitrary: path },
      torn(path)
        .map(encoded)
        .map((one) => `/${one.replace(/^\/+/, '')}`),
    ),
    headers: fc.record(
      {
        authorization: fc.oneof(fc.constant(`Bearer ${seat}`), header),
        origin: header,
        'x-forwarded-for': header,
        'sec-fetch-site': header,
      },
      { requiredKeys: [] },
    ),
    body: fc.option(bodies, { nil: undefined }),
  });

it('[W2] a running service answers spoilt requests by less than 500', async () => {
  // A guest's seat cannot erase the room, so that it is there to the end.
  const all = sample('requests', requests(), 0.1).map((one) =>
    one.method === 'POST' || one.method === 'PUT' ? one : { ...one, body: undefined },
  );
  const lanes = Array.from({ length: 16 }, async (_, lane) => {
    for (let n = lane; n < all.length; n += 16) {
      const asked = all[n];
      if (!asked) continue;
      const status = await statusOf(asked);
      const fine =
        typeof status === 'string' ? status !== 'no answer' : status < 500 || status === 503;
      expect([asked, status, fine]).toEqual([asked, status, true]);
    }
  });
  await Promise.all(lanes);
  expect(service.running).toBe(true);
  expect(service.alarms()).toEqual([]);
}, 300_000);

/** An id that no spoilt frame has by chance. */
const LAST = 8_123_456_789_012;

/** Says frames on a connection of their own. @returns `answered`, or `ended`; `silent` is a fault. */
function said(frames: readonly string[]): Promise<string> {
  const socket = new WebSocket(`${service.url.replace('http', 'ws')}/v1/socket`, ['roomlet.v1']);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('silent'), 10_000);
    const settle = (how: string) => {
      clearTimeout(timer);
      socket.terminate();
      resolve(how);
    };
    socket.on('error', () => settle('ended'));
    socket.on('close', () => settle('ended'));
    socket.on('message', (body) => {
      if (String(body).includes(`"id":${LAST}`)) settle('answered');
    });
    socket.on('open', () => {
      for (const frame of frames) socket.send(frame);
      socket.send(JSON.stringify({ type: 'ping', id: LAST }));
    });
  });
}

it('[W1] a running service answers spoilt frames, or ends their connection, and runs on', async () => {
  const frames = sample('frames', spoilt(validCommand, FIELDS), 0.1).map((frame) =>
    JSON.stringify({ ...frame, ...(frame.room === 'k7w-q2m-x9d' && { room }) }),
  );
  for (let from = 0; from < frames.length; from += 15) {
    const batch = frames.slice(from, from + 15);
    const how = await said(batch);
    if (how === 'silent') expect([how, batch]).toEqual(['answered', batch]);
    expect(service.running).toBe(true);
  }
  expect(service.alarms()).toEqual([]);
}, 300_000);
