import { expect, test } from 'vitest';
import { createPin } from './pin.js';

test('a list follows its end until the reader scrolls up past 48 px', () => {
  const pin = createPin();
  pin.scrolled(1_000, 0);
  pin.gesture();
  pin.scrolled(960, 40);
  expect(pin.pinned.value).toBe(true);
  pin.gesture();
  pin.scrolled(900, 100);
  expect(pin.pinned.value).toBe(false);
});

test('content that grows doesn’t unpin, not even after a touch', () => {
  const pin = createPin();
  pin.scrolled(1_000, 0);
  pin.gesture();
  pin.scrolled(1_000, 700);
  expect(pin.pinned.value).toBe(true);
});

test('a scroll that no gesture caused doesn’t unpin', () => {
  const pin = createPin();
  pin.scrolled(1_000, 0);
  pin.scrolled(200, 800);
  expect(pin.pinned.value).toBe(true);
});

test('what comes in while unpinned is counted, and seen within 48 px of the end', () => {
  const pin = createPin();
  pin.scrolled(1_000, 0);
  pin.arrived();
  expect(pin.unseen.value).toBe(0);
  pin.gesture();
  pin.scrolled(500, 500);
  pin.arrived();
  pin.arrived();
  expect(pin.unseen.value).toBe(2);
  pin.scrolled(960, 49);
  expect(pin.unseen.value).toBe(2);
  pin.scrolled(961, 48);
  expect(pin.unseen.value).toBe(0);
  expect(pin.pinned.value).toBe(true);
});

test('jumping to the end pins again', () => {
  const pin = createPin();
  pin.scrolled(1_000, 0);
  pin.gesture();
  pin.scrolled(0, 1_000);
  pin.arrived();
  pin.jump();
  expect([pin.pinned.value, pin.unseen.value]).toEqual([true, 0]);
});
