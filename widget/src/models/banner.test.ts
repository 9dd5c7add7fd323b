import { expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { createBanner } from './banner.js';

function setUp(isOnline = true) {
  const clock = new FakeClock();
  const banner = createBanner(clock, () => isOnline);
  banner.status('connected');
  return { clock, banner, state: () => banner.state.value };
}

test('a loss is told with hope, and “back online” for two seconds', () => {
  const { clock, banner, state } = setUp();
  banner.status('reconnecting');
  clock.pass(1_000);
  expect(state()).toBe('reconnecting');
  clock.pass(5_000);
  expect(state()).toBe('reconnecting');
  banner.status('connected');
  expect(state()).toBe('back');
  clock.pass(1_999);
  expect(state()).toBe('back');
  clock.pass(60_000);
  expect(state()).toBe('none');
});

test('one that lasts is told as it is', () => {
  const { clock, banner, state } = setUp();
  banner.status('reconnecting');
  clock.pass(9_000);
  expect(state()).toBe('offline');
  banner.status('disconnected');
  clock.pass(60_000);
  expect(state()).toBe('offline');
  banner.status('connected');
  expect(state()).toBe('back');
});

test('without a network there is no hope to give', () => {
  const { clock, banner, state } = setUp(false);
  banner.status('reconnecting');
  clock.pass(1_000);
  expect(state()).toBe('offline');
});

test('a blip is not told', () => {
  const { clock, banner, state } = setUp();
  banner.status('reconnecting');
  clock.pass(300);
  banner.status('connected');
  clock.pass(20_000);
  expect(state()).toBe('none');
});

test('the two seconds of “back” end at once when the connection is lost again', () => {
  const { clock, banner, state } = setUp();
  banner.status('disconnected');
  clock.pass(1_000);
  banner.status('connected');
  banner.status('reconnecting');
  clock.pass(1_000);
  expect(state()).toBe('reconnecting');
});

test('after its end nothing is told any more', () => {
  const { clock, banner, state } = setUp();
  banner.status('reconnecting');
  clock.pass(1_000);
  banner.stop();
  clock.pass(60_000);
  expect(state()).toBe('none');
});
