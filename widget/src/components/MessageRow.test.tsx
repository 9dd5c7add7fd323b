// @vitest-environment happy-dom
import { RoomletError } from '@roomlet/sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Drawn, draw } from '../testing/draw.js';
import { CODE } from '../testing/fake-client.js';
import { ANA, FakeRoom, MIA, NOON, sent } from '../testing/fake-room.js';

const BEN = { id: 'ben', name: 'Ben, Host' };

let view: Drawn;
let room: FakeRoom;
beforeEach(async () => {
  view = await draw({ mode: 'inline', room: CODE, name: 'Mia' });
});
afterEach(() => view.remove());

async function enter(
  messages: FakeRoom['state']['messages'],
  state: Partial<FakeRoom['state']> = {},
) {
  room = new FakeRoom(CODE, messages);
  room.change(state);
  view.client.rooms.set(CODE, room);
  view.widget.show(false);
  await view.settle();
}

/** In a room where something is answered, once that shows. */
async function enterQuoting(messages: FakeRoom['state']['messages']) {
  await enter(messages);
  await view.appear('.quote');
}

/** What an element says: its label, else those of what is in it. */
const spoken = (element: Element): string =>
  element.getAttribute('aria-label') ??
  (element.querySelector('[aria-label]')
    ? [...element.children].map(spoken).join(', ')
    : element.textContent);
const described = (row: HTMLElement) =>
  (row.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => spoken(view.find(`#${id}`)))
    .join(' | ');

describe('a quote', () => {
  const answer = { ...sent(5, MIA, 'Four.'), replyTo: 3 };

  test('shows in one line who and what is answered, and leads there with the focus', async () => {
    await enterQuoting([sent(3, ANA, 'Four?'), answer]);
    expect(view.find('.quote').textContent).toBe('Ana Four?');
    await view.click(view.find('.quote'));
    expect((await view.appear('.lit')).textContent).toContain('Four?');
    expect(view.root.activeElement).toBe(view.all('article')[0]);
    view.page.clock.pass(3_000);
    await view.settle();
    expect(view.all('.lit')).toEqual([]);
  });

  test('shows no marks of its formatting, also where it is cut', async () => {
    const text = `**${'word '.repeat(60)}end** of it`;
    await enterQuoting([sent(3, ANA, text), answer]);
    const quote = view.find('.quote');
    expect(quote.textContent).not.toContain('*');
    expect(quote.textContent.length).toBeLessThan(200);
    expect(quote.getAttribute('aria-label')).not.toContain('*');
  });

  test('of a deleted message says so, and of one not kept any more leads nowhere', async () => {
    const gone = { ...sent(3, ANA, ''), text: undefined, deleted: true as const };
    await enterQuoting([gone, answer, { ...sent(6, MIA, 'x'), replyTo: 1 }]);
    const [deleted, lost] = view.all('.quote');
    expect(deleted?.textContent).toBe('Ana Message deleted');
    expect(lost?.textContent).toContain('isn’t here any more');
    expect(lost?.tagName).toBe('DIV');
  });

  test('is one of Tab’s stops only in the row that Tab reaches', async () => {
    await enterQuoting([sent(3, ANA, 'Four?'), answer, { ...sent(6, MIA, 'x'), replyTo: 3 }]);
    expect(view.all('.quote').map((quote) => quote.tabIndex)).toEqual([-1, 0]);
  });
});

test('what one hears of a row: who, when, what happened to it, what it answers and says', async () => {
  const answer = { ...sent(5, ANA, 'Five!'), replyTo: 3, editedAt: NOON };
  const error = new RoomletError('muted', 'No.');
  const failed = { key: 'f', text: 'Why?', at: NOON, by: MIA, status: 'failed' as const, error };
  await enterQuoting([sent(3, MIA, 'Four?'), answer, failed]);
  const [asked, answered, unsent] = view.all('article');
  expect(asked && described(asked)).toBe('Four?');
  expect(answered?.getAttribute('aria-label')).toMatch(/^Ana, \d.*, edited$/);
  expect(answered && described(answered)).toBe('Reply to You: Four? | Five!');
  expect(unsent?.getAttribute('aria-label')).toMatch(/^You, .*, Not sent$/);
});

test('a host’s message says so by the name and in what one hears of each row; one’s own doesn’t', async () => {
  const host = { ...ANA, host: true as const };
  const mia = { ...MIA, host: true as const };
  await enter([
    sent(1, host, 'One'),
    sent(2, host, 'Two'),
    sent(3, BEN, 'Three'),
    sent(4, mia, 'Four'),
  ]);
  expect(view.all('.byline').map((line) => line.textContent)).toEqual(['AnaHost']);
  const labels = view.all('article').map((row) => row.getAttribute('aria-label'));
  expect(labels.map((label) => /, Host$/.test(label ?? ''))).toEqual([true, true, false, false]);
});

test('what one hears of a row ends with who reacted, and with what', async () => {
  const reactions = { '👍': ['ana', 'mia'], '🎉': ['ana'] };
  await enter([{ ...sent(1, ANA, 'Four?'), reactions }], {
    members: [
      { ...MIA, online: true },
      { ...ANA, online: true },
    ],
  });
  await view.appear('.chip');
  expect(described(view.find('article'))).toBe('Four? | 👍 2 from You and Ana, 🎉 1 from Ana');
});

test('what is offered for a message that failed is among Tab’s stops only in the row that Tab reaches', async () => {
  const error = new RoomletError('muted', 'No.');
  const failed = { text: 'Why?', at: NOON, by: MIA, status: 'failed' as const, error };
  await enter([
    { ...failed, key: 'f' },
    { ...failed, key: 'g' },
  ]);
  const stops = () => view.all('.unsent button').map((button) => button.tabIndex);
  expect(stops()).toEqual([-1, -1, 0, 0]);
  await view.press(view.all('article')[1] as HTMLElement, 'ArrowUp');
  view.all('article')[0]?.focus();
  await view.settle();
  expect(stops()).toEqual([0, 0, -1, -1]);
});

describe('a key on a row', () => {
  const mode = () => {
    const shown = view.widget.session.view.value;
    return shown.name === 'room' ? shown.room.composer.mode.value.name : undefined;
  };
  const press = async (key: string, code: string) => {
    await enter([sent(1, MIA, 'Four?')]);
    await view.ready();
    const row = view.find('article');
    row.focus();
    row.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true }));
    await view.settle();
  };

  test.each([
    ['E', 'KeyE', 'capitals', 'edit'],
    ['e', 'KeyD', 'Dvorak', 'edit'],
    ['.', 'KeyE', 'Dvorak', 'new'],
    ['ğ', 'KeyE', 'Turkish F', 'new'],
    ['ث', 'KeyE', 'Arabic', 'edit'],
    ['у', 'KeyE', 'Cyrillic', 'edit'],
    ['ा', 'KeyE', 'Devanagari', 'edit'],
    ['к', 'KeyR', 'Cyrillic', 'reply'],
  ])('is its letter, or of another script the one in its place: %s, %s (%s)', async (...row) => {
    const [key, code, , does] = row;
    await press(key, code);
    expect(mode()).toBe(does);
  });
});

test('each of the quick reactions says that it reacts, and so does the way to all others', async () => {
  await enter([sent(1, ANA, 'Four?')]);
  await view.ready();
  await view.press(view.find('article'), 'Enter');
  await view.appear('.quick');
  const names = view.all('.quick button').map((button) => button.getAttribute('aria-label'));
  expect(names).toHaveLength(7);
  expect(names[0]).toBe('React with 👍');
  expect(names.at(-1)).toBe('React with Emoji');
});

test('an own message is seen once anyone else has read as far', async () => {
  await enter([sent(1, MIA, 'a'), sent(2, MIA, 'b')]);
  const words = () => view.all('.own .meta svg').map((sign) => sign.getAttribute('aria-label'));
  expect(words()).toEqual(['Sent', 'Sent']);
  const members = [
    { ...MIA, online: true, read: 2 },
    { ...ANA, online: false, read: 1 },
  ];
  room.change({ members });
  await view.settle();
  expect(words()).toEqual(['Seen', 'Sent']);
});

describe('the line "New"', () => {
  const messages = [sent(1, ANA, 'a'), sent(2, ANA, 'b'), sent(3, ANA, 'c')];
  const line = () => view.all('.unread').map((mark) => mark.parentElement?.dataset.key);

  test('stands after what was read when one came, and stays while one reads on', async () => {
    await enter(messages, { read: 1, unread: 2 });
    expect(line()).toEqual(['ana:k2']);
    room.change({ read: 3, unread: 0 });
    room.live(sent(4, ANA, 'd'));
    await view.settle();
    expect(line()).toEqual(['ana:k2']);
  });

  test('goes when the reader takes it away', async () => {
    await enter(messages, { read: 1, unread: 2 });
    await view.click(view.button('Mark as read'));
    expect(line()).toEqual([]);
  });

  test('isn’t there when all was read', async () => {
    await enter(messages, { read: 3, unread: 0 });
    expect(line()).toEqual([]);
  });
});

describe('a picture', () => {
  test('is fetched only where the identity brings one by https, and without telling the page', async () => {
    const ben = { id: 'ben', name: 'Ben', avatar: 'https://site.example/ben.png' };
    const eve = { id: 'eve', name: 'Eve', avatar: 'http://site.example/eve.png' };
    await enter([sent(1, ANA, 'a'), sent(2, ben, 'b'), sent(3, eve, 'c')]);
    const images = view.all('img') as HTMLImageElement[];
    expect(images.map((image) => image.src)).toEqual([ben.avatar]);
    expect(images[0]?.referrerPolicy).toBe('no-referrer');
    images[0]?.dispatchEvent(new Event('error'));
    expect(images[0]?.hidden).toBe(true);
    expect(images[0]?.parentElement?.textContent).toBe('B');
  });
});

test('one live message may appear with a fade, history and bursts may not', async () => {
  await enter([sent(1, ANA, 'a')]);
  expect(view.all('.fresh')).toEqual([]);
  room.live(sent(2, ANA, 'b'));
  await view.settle();
  expect(view.all('.fresh')).toHaveLength(1);
  room.live(sent(3, ANA, 'c'));
  room.live(sent(4, ANA, 'd'));
  await view.settle();
  expect(view.all('.fresh')).toEqual([]);
});

describe('in a room so busy that a row leaves the document', () => {
  const flood = async () => {
    for (let seq = 2; seq <= 90; seq++) room.live(sent(seq, ANA, `more ${seq}`));
    await view.settle();
    expect(view.find('.list').textContent).not.toContain('Four?');
  };
  beforeEach(async () => {
    await enter([sent(1, ANA, 'Four?')]);
    view.find('article').focus();
  });

  test('its actions stay open, and answer it', async () => {
    await view.press(view.find('article'), 'Enter');
    await view.appear('.deeds');
    await flood();
    await view.click(view.button('Reply'));
    expect(view.find('.intent').textContent).toContain('Four?');
  });

  test('the focus goes to a row that is there', async () => {
    await flood();
    expect(view.root.activeElement).toBe(view.all('article').at(-1));
  });
});
