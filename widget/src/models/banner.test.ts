import { expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { createBanner } from './banner.js';

test('a lost connection is told, and “back online” for two seconds', () => {
  const clock = new FakeClock();
  const banner = createBanner(clock);
  banner.status('connected');
  banner.status('reconnecting');
  clock.pass(1_000);
  expect(banner.state.value).toBe('offline');
  banner.status('connected');
  expect(banner.state.value).toBe('back');
  clock.pass(1_999);
  expect(banner.state.value).toBe('back');
  clock.pass(1);
  expect(banner.state.value).toBe('none');
});

test('a blip is not told', () => {
  const clock = new FakeClock();
  const banner = createBanner(clock);
  banner.status('connected');
  banner.status('reconnecting');
  clock.pass(300);
  banner.status('connected');
  clock.pass(5_000);
  expect(banner.state.value).toBe('none');
});

test('the two seconds of “back” end at once when the connection is lost again', () => {
  const clock = new FakeClock();
  const banner = createBanner(clock);
  banner.status('connected');
  banner.status('disconnected');
  clock.pass(1_000);
  banner.status('connected');
  banner.status('reconnecting');
  clock.pass(1_000);
  expect(banner.state.value).toBe('offline');
});
