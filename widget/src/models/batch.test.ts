import { expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { createBatch } from './batch.js';

function setUp() {
  const clock = new FakeClock();
  let flushes = 0;
  const batch = createBatch(clock, () => {
    flushes++;
  });
  return { clock, batch, flushes: () => flushes };
}

test('changes within a frame are drawn once', () => {
  const { clock, batch, flushes } = setUp();
  for (let i = 0; i < 20; i++) batch.mark();
  expect(flushes()).toBe(0);
  clock.pass(16);
  expect(flushes()).toBe(1);
});

test('above 30 changes a second they are drawn every 100 ms', () => {
  const { clock, batch, flushes } = setUp();
  for (let ms = 0; ms < 1_000; ms += 5) {
    batch.mark();
    clock.pass(5);
  }
  expect(flushes()).toBeLessThan(30);
  expect(flushes()).toBeGreaterThan(9);
});

test('nothing is drawn after it was stopped', () => {
  const { clock, batch, flushes } = setUp();
  batch.mark();
  batch.stop();
  batch.mark();
  clock.pass(1_000);
  expect(flushes()).toBe(0);
});
