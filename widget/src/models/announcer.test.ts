import { expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { createAnnouncer } from './announcer.js';

function setUp() {
  const clock = new FakeClock();
  const announcer = createAnnouncer(clock, (count) => `${count} new messages`);
  return { clock, announcer, said: () => announcer.said.value.map(({ text }) => text) };
}

test('up to three messages in two seconds are said one by one', () => {
  const { clock, announcer, said } = setUp();
  for (const text of ['a', 'b', 'c']) {
    announcer.message(() => text);
    clock.pass(100);
  }
  expect(said()).toEqual(['a', 'b', 'c']);
});

test('of more than three in two seconds, those that follow become one count', () => {
  const { clock, announcer, said } = setUp();
  for (let i = 1; i <= 8; i++) {
    announcer.message(() => `${i}`);
    clock.pass(150);
  }
  expect(said()).toEqual(['1', '2', '3']);
  clock.pass(2_000);
  expect(said()).toEqual(['1', '2', '3', '5 new messages']);
});

test('what comes all at once is counted whole, as after a loss of the connection', () => {
  const { clock, announcer, said } = setUp();
  for (let i = 1; i <= 50; i++) announcer.message(() => `${i}`);
  clock.pass(100);
  expect(said()).toEqual(['50 new messages']);
});

test('one that comes as the two seconds end is said, and said once', () => {
  const { clock, announcer, said } = setUp();
  announcer.message(() => 'first');
  clock.pass(1_950);
  announcer.message(() => 'second');
  clock.pass(5_000);
  expect(said()).toEqual(['first', 'second']);
});

test('after a quiet moment messages are said one by one again', () => {
  const { clock, announcer, said } = setUp();
  for (let i = 1; i <= 4; i++) announcer.message(() => `${i}`);
  clock.pass(2_001);
  announcer.message(() => 'later');
  clock.pass(100);
  expect(said().at(-1)).toBe('later');
});

test('nothing is said once it was stopped', () => {
  const { clock, announcer, said } = setUp();
  announcer.message(() => 'too late');
  announcer.stop();
  clock.pass(5_000);
  expect(said()).toEqual([]);
});

test('only the last few stay in the document', () => {
  const { clock, announcer, said } = setUp();
  for (let i = 0; i < 40; i++) {
    announcer.message(() => `${i}`);
    clock.pass(1_000);
  }
  expect(said().length).toBeLessThanOrEqual(6);
});
