// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { createKeeping } from './keys.js';

const key = (type: string, name: string, used = false) => {
  const event = new KeyboardEvent(type, { key: name, cancelable: true });
  if (used) event.preventDefault();
  return event;
};

test('what is typed in the widget is none of the page’s business', () => {
  const keeps = createKeeping();
  for (const type of ['keydown', 'keypress', 'keyup']) expect(keeps(key(type, 'j'))).toBe(true);
});

test('an Escape is the page’s when nothing here used it, and its keyup goes where its keydown went', () => {
  const keeps = createKeeping();
  expect(keeps(key('keydown', 'Escape'))).toBe(false);
  expect(keeps(key('keyup', 'Escape'))).toBe(false);
  expect(keeps(key('keydown', 'Escape', true))).toBe(true);
  expect(keeps(key('keyup', 'Escape'))).toBe(true);
});
