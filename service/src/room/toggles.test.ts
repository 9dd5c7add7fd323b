import { expect, it } from 'vitest';
import { Toggles } from './toggles.js';

const RATE = { burst: 2, refill: 1, per: 1_000 };

it('a reaction that was let be for long enough is forgotten', () => {
  const toggles = new Toggles(RATE);
  for (let n = 0; n < 100; n++) toggles.take(`reaction ${n}`, 0);
  expect(toggles.size).toBe(100);
  toggles.take('another', 1_000);
  expect(toggles.size).toBe(1);
});

it('no more reactions than its bound are remembered, whatever comes in how short a time', () => {
  const toggles = new Toggles(RATE, 1_000);
  for (let n = 0; n < 100_000; n++) toggles.take(`reaction ${n}`, 0);
  expect(toggles.size).toBe(1_000);
  // The newest are those that count.
  toggles.take('reaction 99999', 0);
  expect(toggles.take('reaction 99999', 0)).toBe(1_000);
});
