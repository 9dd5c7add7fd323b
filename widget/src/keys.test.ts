// @vitest-environment happy-dom
import { describe, expect, test, vi } from 'vitest';
import { createKeeping, keepKeys } from './keys.js';

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

describe('a key that is not the widget’s', () => {
  const tree = document.body.appendChild(document.createElement('div'));
  const field = tree.appendChild(document.createElement('input'));
  const heard = vi.fn();
  keepKeys(tree);
  field.addEventListener('keydown', heard);
  const press = (init: KeyboardEventInit) => {
    heard.mockClear();
    const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
    field.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
    return heard.mock.calls.length > 0;
  };

  test.each([{ isComposing: true }, { keyCode: 229 }])('is one of an input method: %o', (ime) => {
    expect(press({ key: 'Escape', ...ime })).toBe(false);
    expect(press({ key: 'Enter', ...ime })).toBe(false);
  });

  test.each(['ctrlKey', 'altKey', 'metaKey'])('is a chord of the browser with %s', (held) => {
    for (const name of ['ArrowLeft', 'ArrowUp', 'Home', 'r', 'e', 'Delete']) {
      expect(press({ key: name, [held]: true }), name).toBe(false);
    }
    expect(press({ key: 'Enter', [held]: true })).toBe(true);
  });

  test('is none that is typed plainly', () => {
    for (const name of ['ArrowLeft', 'r', 'Escape', 'Enter'])
      expect(press({ key: name })).toBe(true);
  });
});
