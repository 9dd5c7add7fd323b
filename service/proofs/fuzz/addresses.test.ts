import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Service, startService } from '../../conformance/harness.js';
import { buildUnderTest, flagsKnownTo } from '../abuse/kit/build.js';
import { sample } from './inputs.js';
import { oddText } from './values.js';

/**
 * An address has one guess here, so that the service says by its second answer whether it took two
 * spellings for the same address; the spellings are made from the address, and never read.
 */
let service: Service;
let agent: Agent;

const FREELY = ['lookup-burst', 'lookup-rate', 'connect-burst', 'connect-rate'].flatMap((rate) => [
  `--${rate}`,
  '1000000',
]);

beforeAll(async () => {
  const flags = ['--trust-proxy', '--guess-rate', '1', ...FREELY];
  service = await startService({ flags: flagsKnownTo(buildUnderTest(), flags) });
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
});

afterAll(async () => {
  agent?.destroy();
  await service?.remove();
});

function guess(forwarded: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-forwarded-for': forwarded };
    request(`${service.url}/v1/rooms/bbb-bbb-bbb`, { agent, headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0));
    })
      .once('error', reject)
      .end();
  });
}

const hex = (group: number) => group.toString(16);

/** @param n which address; no two of them share a network of any size that is counted. */
const v4 = (n: number) => `${1 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.9`;
const v4Spellings: readonly ((n: number) => string)[] = [
  v4,
  (n) => `${v4(n)}:4711`,
  (n) => `::ffff:${v4(n)}`,
  (n) => `[::ffff:${v4(n)}]:80`,
  (n) => `::FFFF:${hex(((1 + (n >> 16)) << 8) | ((n >> 8) & 255))}:${hex(((n & 255) << 8) | 9)}`,
  (n) => `203.0.113.7, ${v4(n)}`,
  (n) => `nonsense,,  ${v4(n)}  `,
];
const prefix = (n: number) => `2001:${hex(n >> 16)}:${hex(n & 65_535)}`;
const v6Spellings: readonly ((n: number) => string)[] = [
  (n) => `${prefix(n)}:7::1`,
  (n) => `${prefix(n)}:7:0:0:0:1`.toUpperCase(),
  (n) => `${prefix(n)}:0007:1:2:3:4`,
  (n) => `[${prefix(n)}:7::ffff]`,
  (n) => `[${prefix(n)}:7::1]:443`,
  (n) => `::1, ${prefix(n)}:7::2`,
];

it('two spellings of an address are one visitor, and two addresses are two', async () => {
  const family = fc.constantFrom(v4Spellings, v6Spellings);
  const spellings = fc
    .tuple(family, fc.nat(), fc.nat())
    .map(([all, first, second]) => [all[first % all.length], all[second % all.length]] as const);
  for (const [n, [first, second]] of sample('addresses', spellings, 0.05).entries()) {
    if (!first || !second) continue;
    const seen = [await guess(first(n)), await guess(second(n))];
    expect([first(n), second(n), ...seen]).toEqual([first(n), second(n), 404, 429]);
  }
}, 300_000);

it('nonsense for an address is answered, and the service runs on', async () => {
  const header = oddText.map((text) => text.replace(/[^ -~]/gu, '?'));
  for (const forwarded of sample('nonsense addresses', header, 0.05)) {
    expect([forwarded, (await guess(forwarded)) < 500]).toEqual([forwarded, true]);
  }
  expect(service.running).toBe(true);
  expect(service.alarms()).toEqual([]);
}, 300_000);
