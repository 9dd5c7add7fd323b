import { expect, it } from 'vitest';
import { measureChunks } from '../figures/chunks.js';
import { measureConnections } from '../figures/connections.js';
import { measureEdits } from '../figures/edits.js';
import { measureExports } from '../figures/exports.js';
import type { Measurement } from '../figures/figure.js';
import { measureFlush } from '../figures/flush.js';
import { measureGuesses } from '../figures/guesses.js';
import { measureJoins } from '../figures/joins.js';
import { measurePasswords } from '../figures/passwords.js';
import { buildUnderTest } from '../kit/build.js';

/** The abuses of the eight figures, each in its short form; the long part makes them in full. */
const cli = buildUnderTest();

/**
 * Under this a p99 says nothing of the service, ms: these loads keep two cores busy by themselves, and
 * whoever waits for one of them waits so long. What they cost before was 2 to 30 seconds.
 */
const FLOOR = 500;

function bystanderHeld({ values, said }: Measurement): void {
  console.info(said.map((line) => line.join(': ')).join('; '));
  expect(values.p99).toBeLessThanOrEqual(Math.max(2 * Number(values.quiet), FLOOR));
}

it('[W11] eighty slow exports of a room of 3,000 do not end the service, nor slow another room', async () => {
  const seen = await measureExports(cli, { readers: 80, messages: 3_000, during: 2_500 });
  expect(seen.values.alive).toBe(true);
  bystanderHeld(seen);
});

it('[W5] one seat on thirty sockets for three seconds leaves the first message and few events', async () => {
  const seen = await measureFlush(cli, { sockets: 30, during: 3_000 });
  expect(seen.values.kept).toBe(true);
  expect(seen.values.events).toBeLessThan(130);
  bystanderHeld(seen);
});

it('[W8] a join elsewhere beside 100 page reads in flight has a p99 under 500 ms', async () => {
  const seen = await measureJoins(cli, { reads: 100, messages: 300, during: 2_500 });
  expect(seen.values.join).toBeLessThan(500);
  bystanderHeld(seen);
});

it('[W2] of 117 wrong codes at once no more than eleven are looked at', async () => {
  const seen = await measureGuesses(cli, { wrong: 117, trials: 4 });
  expect(seen.values.looked).toBeLessThanOrEqual(11);
  expect(seen.values.recognised).toBe(0);
  bystanderHeld(seen);
});

it('[W2] a join by password waits under 2 s beside 90 passwords of another room', async () => {
  const seen = await measurePasswords(cli, { inFlight: 90 });
  expect(seen.values.joined).toBe(true);
  expect(seen.values.waited).toBeLessThan(2_000);
  bystanderHeld(seen);
});

it('[W13] of 300 seatless connections of an address no more than 200 are opened', async () => {
  const seen = await measureConnections(cli, { sockets: 300, after: 500 });
  expect(seen.values.opened).toBeLessThanOrEqual(200);
  bystanderHeld(seen);
});

it('[W2] twenty bodies of 20,000 one-byte chunks take little memory and stall nobody', async () => {
  const seen = await measureChunks(cli, { bodies: 20, chunks: 20_000 });
  expect(seen.values.grown).toBeLessThan(60);
  expect(seen.values.stall).toBeLessThan(400);
});

it('[W15] a message has at most 100 edits, and its deletion stalls nobody', async () => {
  const seen = await measureEdits(cli, { edits: 400 });
  expect(seen.values.made).toBeLessThanOrEqual(100);
  expect(seen.values.stall).toBeLessThan(400);
  bystanderHeld(seen);
});
