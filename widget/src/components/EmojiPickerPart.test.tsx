// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Drawn, draw } from '../testing/draw.js';
import { View } from './EmojiPickerPart.js';
import { WidgetContext } from './widget-context.js';

let view: Drawn;
let place: HTMLElement;
let before: HTMLButtonElement;
const picked: string[] = [];
let closed = 0;

const open = async () => {
  const picker = (
    <WidgetContext.Provider value={view.widget}>
      <View onPick={(emoji) => picked.push(emoji)} onClose={() => closed++} />
    </WidgetContext.Provider>
  );
  await act(() => render(picker, place));
  await view.ready();
};
const close = () => act(() => render(null, place));

beforeEach(async () => {
  view = await draw({ mode: 'inline' });
  place = view.root.appendChild(document.createElement('div'));
  before = view.root.appendChild(document.createElement('button'));
  before.focus();
  picked.length = 0;
  closed = 0;
  await open();
});
afterEach(async () => {
  await close();
  await view.remove();
});

const find = <E extends HTMLElement>(selector: string) => place.querySelector<E>(selector) as E;
const cells = () => [...place.querySelectorAll<HTMLElement>('[role=gridcell] button')];
const focused = () => view.root.activeElement as HTMLElement;
const field = () => find<HTMLInputElement>('input');

describe('the picker', () => {
  test('is a named dialog that takes the focus, and gives it back', async () => {
    expect(find('[role=dialog]').getAttribute('aria-label')).toBe('Emoji');
    expect(focused()).toBe(field());
    await close();
    expect(focused()).toBe(before);
  });

  test('leaves the focus alone where it has gone elsewhere', async () => {
    const other = view.root.appendChild(document.createElement('button'));
    other.focus();
    await close();
    expect(focused()).toBe(other);
  });

  test('is shut by Escape, which goes no further, and by a press elsewhere', async () => {
    let further = 0;
    place.addEventListener('keydown', () => further++, { once: true });
    await view.press(field(), 'Escape');
    expect([closed, further]).toEqual([1, 0]);
    field().dispatchEvent(new Event('pointerdown', { bubbles: true, composed: true }));
    expect(closed).toBe(1);
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    expect(closed).toBe(2);
  });

  test('holds a small part of all there is in the document', () => {
    expect(cells().length).toBeLessThan(200);
    expect(Number(find('[role=grid]').getAttribute('aria-rowcount'))).toBeGreaterThan(230);
  });
});

describe('the grid', () => {
  test('is one stop, that arrows move in, and ArrowUp leaves', async () => {
    await view.press(field(), 'ArrowDown');
    expect(focused().getAttribute('aria-label')).toBe('grinning face');
    expect(cells().filter((cell) => cell.tabIndex === 0)).toEqual([focused()]);
    await view.press(focused(), 'ArrowRight');
    expect(focused().getAttribute('aria-label')).toBe('grinning face with big eyes');
    await view.press(focused(), 'ArrowUp');
    expect(focused()).toBe(field());
  });

  test('draws what the keyboard comes to', async () => {
    await view.press(field(), 'ArrowDown');
    for (let i = 0; i < 20; i++) await view.press(focused(), 'PageDown');
    expect(focused().closest('[role=row]')?.getAttribute('aria-rowindex')).toMatch(/^1\d\d$/);
  });

  test('keeps what has the focus, wherever one scrolls', async () => {
    await view.press(field(), 'ArrowDown');
    const cell = focused();
    find('[role=grid]').scrollTop = 5_000;
    find('[role=grid]').dispatchEvent(new Event('scroll'));
    await view.settle();
    expect(cell.isConnected).toBe(true);
    expect(cells().length).toBeGreaterThan(50);
  });

  test('hands on what is chosen, and has it at hand next time', async () => {
    await view.press(field(), 'ArrowDown');
    await view.click(focused());
    expect(picked).toEqual(['😀']);
    await close();
    await open();
    expect(place.querySelector('[role=rowheader]')?.textContent).toBe('Recently used');
  });
});

describe('the search', () => {
  test('shows what fits, says how much, and Enter takes the first', async () => {
    await view.type(field(), 'fire');
    expect(find('[role=status]').textContent).toMatch(/^\d+ emoji found$/);
    expect(place.querySelectorAll('[role=rowheader], [role=toolbar]')).toHaveLength(0);
    expect(cells()[0]?.textContent).toBe('🔥');
    await view.press(field(), 'Enter');
    expect(picked).toEqual(['🔥']);
  });

  test('says so when nothing fits', async () => {
    await view.type(field(), 'xyzzy');
    expect(find('[role=status]').textContent).toBe('No emoji found');
    expect(cells()).toEqual([]);
    await view.type(field(), '');
    expect(cells().length).toBeGreaterThan(50);
  });
});

describe('the groups', () => {
  const buttons = () => [...place.querySelectorAll<HTMLElement>('[role=toolbar] button')];

  test('are jumped to, and show which is in view', async () => {
    const current = () =>
      buttons().find((button) => button.getAttribute('aria-current') === 'true');
    expect(current()).toBe(buttons()[0]);
    await view.click(buttons()[3] as HTMLElement);
    find('[role=grid]').dispatchEvent(new Event('scroll'));
    await view.settle();
    expect(current()?.getAttribute('aria-label')).toBe('Food and drink');
    const headings = [...place.querySelectorAll('[role=rowheader]')].map((row) => row.textContent);
    expect(headings).toContain('Food and drink');
  });

  test('are one stop, that arrows move in', async () => {
    buttons()[0]?.focus();
    await view.press(focused(), 'ArrowRight');
    expect(focused()).toBe(buttons()[1]);
    await view.press(focused(), 'End');
    expect(focused()).toBe(buttons().at(-1));
    expect(buttons().filter((button) => button.tabIndex === 0)).toEqual([focused()]);
  });
});
