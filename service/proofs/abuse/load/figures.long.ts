import { afterAll, expect, it } from 'vitest';
import { FIGURES } from '../figures/all.js';
import { CHUNKS } from '../figures/chunks.js';
import { CONNECTIONS } from '../figures/connections.js';
import { EDITS } from '../figures/edits.js';
import { EXPORTS } from '../figures/exports.js';
import type { Figure, Measurement } from '../figures/figure.js';
import { FLUSH } from '../figures/flush.js';
import { GUESSES } from '../figures/guesses.js';
import { JOINS } from '../figures/joins.js';
import { PASSWORDS } from '../figures/passwords.js';
import { machine, tableOf } from '../figures/table.js';
import { buildUnderTest } from '../kit/build.js';

/** The eight figures in full, held against what the mending promised; they are printed at the end. */
const measured = new Map<Figure, Measurement | Error>();

async function measure(figure: Figure): Promise<Measurement['values']> {
  try {
    const seen = await figure.measure(buildUnderTest());
    measured.set(figure, seen);
    return seen.values;
  } catch (error) {
    measured.set(figure, error as Error);
    throw error;
  }
}

/** Under this a p99 is the noise of a shared machine, ms. */
const within = ({ quiet }: Measurement['values']) => Math.max(2 * Number(quiet), 80);

afterAll(() => {
  console.info(`${tableOf(FIGURES, [{ heading: 'now', measured }])}\n\n${machine()}`);
});

it('[W11] 200 slow exports of a room of 10,000 under 256 MiB leave the service and its rooms be', async () => {
  const values = await measure(EXPORTS);
  expect(values.alive).toBe(true);
  expect(values.p99).toBeLessThanOrEqual(within(values));
});

it('[W5] one seat on sixty sockets for 30 s does not push the first message out', async () => {
  const values = await measure(FLUSH);
  expect(values.kept).toBe(true);
  expect(values.events).toBeLessThan(400);
  expect(values.p99).toBeLessThanOrEqual(within(values));
});

it('[W8] a join elsewhere beside 250 page reads in flight has a p99 under 500 ms', async () => {
  expect((await measure(JOINS)).join).toBeLessThan(500);
});

it('[W2] of 117 wrong codes at once eleven are looked at, and the right one behind is refused', async () => {
  const values = await measure(GUESSES);
  expect(values.looked).toBeLessThanOrEqual(11);
  expect(values.recognised).toBe(0);
});

it('[W2] a join by password waits under 2 s beside 300 passwords of another room', async () => {
  const values = await measure(PASSWORDS);
  expect(values.joined).toBe(true);
  expect(values.waited).toBeLessThan(2_000);
});

it('[W13] of 3,000 seatless connections of an address none is open after 45 s', async () => {
  const values = await measure(CONNECTIONS);
  expect(values.opened).toBeLessThanOrEqual(400);
  expect(values.open).toBe(0);
});

it('[W2] fifty bodies of 65,000 one-byte chunks stall nobody and take little memory', async () => {
  const values = await measure(CHUNKS);
  expect(values.stall).toBeLessThan(500);
  expect(values.grown).toBeLessThan(60);
});

it('[W15] a message has at most 100 edits; a reaction to it is cheap, its deletion stalls nobody', async () => {
  const values = await measure(EDITS);
  expect(values.made).toBeLessThanOrEqual(100);
  expect(values.react).toBeLessThan(50);
  expect(values.stall).toBeLessThan(300);
});
