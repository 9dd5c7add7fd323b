// @vitest-environment happy-dom
import { RoomletError } from '@roomlet/sdk';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Drawn, draw } from '../testing/draw.js';
import { CODE } from '../testing/fake-client.js';
import { ANA, FakeRoom, MIA, NOON, sent } from '../testing/fake-room.js';

let view: Drawn;
let room: FakeRoom;
beforeEach(async () => {
  view = await draw({ mode: 'inline', room: CODE, name: 'Mia' });
  room = new FakeRoom(CODE, [sent(1, ANA, 'one'), sent(2, ANA, 'two'), sent(3, MIA, 'three')]);
  view.client.rooms.set(CODE, room);
  view.widget.show(false);
  await view.settle();
});
afterEach(() => view.remove());

const texts = () => view.all('.text').map((element) => element.textContent);
const field = () => view.find<HTMLTextAreaElement>('textarea');

describe('messages', () => {
  test('are articles named by who and when, in a named region', () => {
    expect(view.find('.list').getAttribute('aria-label')).toBe('Messages');
    const names = view.all('article').map((article) => article.getAttribute('aria-label'));
    expect(names[0]).toMatch(/^Ana, \d/);
    expect(names[2]).toMatch(/^You, \d/);
  });

  test('show an author once per group, and take their direction from their text', () => {
    expect(view.all('.author')).toHaveLength(1);
    expect(view.all('.avatar')).toHaveLength(1);
    expect(view.all('.bubble > div').every(({ dir }) => dir === 'auto')).toBe(true);
  });

  test('are text and nothing else, whatever they hold', async () => {
    room.live(sent(4, ANA, '<img src=x onerror=alert(1)><b>hi</b>'));
    await view.settle();
    expect(view.all('img, b')).toEqual([]);
    expect(texts().at(-1)).toContain('<img');
  });

  test('keep their element from pending to sent', async () => {
    await view.type(field(), 'four');
    await view.press(field(), 'Enter');
    const pending = view.all('.row').at(-1);
    const sign = () => pending?.querySelector('svg')?.getAttribute('aria-label');
    expect(sign()).toBe('Sending');
    const kept = { ...sent(4, MIA, 'four'), key: 'own1' };
    room.change({ messages: [...room.state.messages.slice(0, 3), kept] });
    await view.settle();
    expect(view.all('.row').at(-1)).toBe(pending);
    expect(sign()).toBe('Sent');
  });

  test('that failed say so, why, and how to try again', async () => {
    const error = new RoomletError('muted', 'No.');
    const failed = { key: 'f', text: 'four', at: NOON, by: MIA, status: 'failed' as const, error };
    room.change({ messages: [...room.state.messages, failed] });
    await view.settle();
    const note = await view.appear('.unsent');
    expect(note.textContent).toContain('Not sent');
    expect(note.textContent).toContain('Ask them to unmute you');
    await view.click(view.button('Try again'));
    expect(room.retried).toEqual(['f']);
    await view.click(view.button('Discard'));
    expect(texts()).toEqual(['one', 'two', 'three']);
  });
});

describe('older history', () => {
  // A list without a height isn't shown, and asks for nothing.
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
  });
  afterEach(() => vi.restoreAllMocks());

  const enter = async (entered: FakeRoom) => {
    await view.remove();
    view = await draw({ mode: 'inline', room: CODE, name: 'Mia' });
    view.client.rooms.set(CODE, entered);
    view.widget.show(false);
    // Every page is drawn before the next is asked for.
    for (let page = 0; page < 8; page++) await view.settle();
  };

  test('is asked for until the list is full, also past pages without a message', async () => {
    room = new FakeRoom(CODE, []);
    room.pages = [[sent(1, ANA, 'first')], [], [sent(90, ANA, 'second')], [], []];
    room.change({ hasOlder: true });
    await enter(room);
    expect(texts()).toEqual(['first', 'second']);
  });

  test('is not asked for again and again when it fails, but once the connection is back', async () => {
    room = new FakeRoom(CODE, [sent(9, ANA, 'last')]);
    let asked = 0;
    room.loadOlder = async () => {
      asked++;
      throw new RoomletError('unavailable', 'No.');
    };
    room.change({ hasOlder: true });
    await enter(room);
    expect(asked).toBe(1);
    for (const status of ['reconnecting', 'connected'] as const) {
      room.change({ status });
      await view.settle();
    }
    expect(asked).toBe(2);
  });
});

describe('the keyboard', () => {
  test('reaches the list by one stop, its newest row, and moves inside by arrows', async () => {
    const rows = view.all('article');
    expect(rows.map((row) => row.tabIndex)).toEqual([-1, -1, 0]);
    rows[2]?.focus();
    await view.press(rows[2] as HTMLElement, 'ArrowUp');
    expect(view.root.activeElement).toBe(rows[1]);
    await view.press(rows[1] as HTMLElement, 'Home');
    expect(view.root.activeElement).toBe(rows[0]);
    await view.press(rows[0] as HTMLElement, 'End');
    expect(view.root.activeElement).toBe(rows[2]);
    await view.press(rows[2] as HTMLElement, 'ArrowDown');
    expect(view.root.activeElement).toBe(rows[2]);
    expect(view.all('article').filter((row) => row.tabIndex === 0)).toEqual([rows[2]]);
  });

  test('sends by Enter, not by Shift+Enter, and not while an input method composes', async () => {
    await view.type(field(), 'hello');
    for (const more of [{ shiftKey: true }, { isComposing: true }, { keyCode: 229 }]) {
      field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...more }));
    }
    expect(room.written).toEqual([]);
    await view.press(field(), 'Enter');
    expect(room.written).toEqual(['hello']);
    expect(field().value).toBe('');
  });
});

test('the announcer is apart from the list, silent about history, and says live messages', async () => {
  const log = view.find('[role=log]');
  expect(view.find('.list').contains(log)).toBe(false);
  expect(log.textContent).toBe('');
  room.live(sent(4, ANA, 'hello'));
  await view.settle();
  expect(log.textContent).toBe('Ana: hello');
});

test('a lost connection is told in a status that was there before', async () => {
  const banner = view.find('.banner');
  expect(banner.getAttribute('role')).toBe('status');
  room.change({ status: 'reconnecting' });
  await view.settle();
  view.page.clock.pass(1_000);
  await view.settle();
  expect(view.find('.banner')).toBe(banner);
  expect(banner.textContent).toBe('Reconnecting…');
  view.page.clock.pass(8_000);
  await view.settle();
  expect(banner.textContent).toContain('No connection');
});

test('a seat that ended takes the composer away, and offers the way back in', async () => {
  room.change({ closed: { code: 'expired', message: 'x' } });
  await view.appear('.notice');
  expect(view.all('textarea')).toEqual([]);
  view.client.rooms.delete(CODE);
  await view.click(view.button('Join again'));
  expect(view.client.asked.at(-1)).toEqual({ code: CODE, name: 'Mia' });
  expect(view.all('textarea')).toHaveLength(1);
});

test('the question before leaving keeps the rest of the room out of reach, and gives focus back', async () => {
  view.button('Room menu').focus();
  await view.choose('Leave room');
  expect(view.find('textarea').closest('[inert]')).not.toBeNull();
  expect((await view.appear('.prompt')).closest('[inert]')).toBeNull();
  await view.click(view.button('Stay'));
  expect(view.all('[inert]')).toEqual([]);
  expect(view.root.activeElement).toBe(view.button('Room menu'));
});

describe('what had the focus and goes away', () => {
  test('hands it to the composer, when the first message takes the empty room’s place', async () => {
    room.change({ messages: [] });
    await view.settle();
    view.button('Copy code').focus();
    room.live(sent(1, ANA, 'hello'));
    await view.settle();
    expect(view.root.activeElement).toBe(field());
  });

  test('hands it to the panel, when the room ended while one wrote', async () => {
    field().focus();
    room.change({ closed: { code: 'expired', message: 'x' } });
    await view.settle();
    expect(view.root.activeElement).toBe(view.find('.panel'));
  });
});

test('leaving is asked for first, and leads back to the start', async () => {
  await view.choose('Leave room');
  await view.appear('.prompt');
  expect(view.root.activeElement).toBe(view.button('Stay'));
  await view.press(view.button('Stay'), 'Escape');
  expect(view.all('[role=alertdialog]')).toEqual([]);
  await view.choose('Leave room');
  await view.click(view.find('.prompt .danger'));
  expect(room.left).toBe(true);
  expect(view.all('.start')).toHaveLength(1);
});
