// @vitest-environment happy-dom
import { RoomletError } from '@roomlet/sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Drawn, draw } from '../testing/draw.js';
import { CODE } from '../testing/fake-client.js';
import { ANA, FakeRoom, MIA, NOON, sent } from '../testing/fake-room.js';

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

const described = (row: HTMLElement) =>
  (row.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => {
      const element = view.find(`#${id}`);
      return element.getAttribute('aria-label') ?? element.textContent;
    })
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

test('an own message is seen once anyone else has read as far', async () => {
  await enter([sent(1, MIA, 'a'), sent(2, MIA, 'b')]);
  const words = () => view.all('.own .meta .hidden').map((word) => word.textContent);
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
