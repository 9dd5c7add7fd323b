import { describe, expect, test } from 'vitest';
import { createBus } from '../events.js';
import { inviteLink } from '../invite.js';
import type { RoomletOptions } from '../options.js';
import { ENGLISH } from '../testing/english.js';
import { CODE, FakeClient } from '../testing/fake-client.js';
import { FakePage } from '../testing/fake-page.js';
import { ANA, sent } from '../testing/fake-room.js';
import { createWidget } from './widget.js';

const OTHER = 'bbb-ccc-ddd';
const settled = () => new Promise((resolve) => setImmediate(resolve));

function setUp(
  options: Partial<RoomletOptions> = {},
  page = new FakePage(),
  client = new FakeClient(),
) {
  const bus = createBus(new EventTarget());
  const heard: string[] = [];
  for (const event of ['open', 'close', 'message', 'unread'] as const) {
    bus.on(event, () => heard.push(event));
  }
  const widget = createWidget({ url: client.url, ...options }, ENGLISH, page, bus, client);
  const view = () => widget.session.view.value.name;
  return { widget, page, client, heard, view, start: widget.session.start };
}

/** The same tab after a refresh: other models, same storages, same seats. */
function refresh({ page, client }: { page: FakePage; client: FakeClient }, href = page.href) {
  const after = new FakePage(page.tab, page.browser);
  after.href = href;
  return setUp({}, after, client);
}

describe('the way in', () => {
  test('nothing is asked of the service before the panel opens', () => {
    const { client, widget } = setUp();
    expect(widget.open.value).toBe(false);
    expect(client.asked).toEqual([]);
  });

  test('creating a room enters it under the typed name', async () => {
    const { widget, start, client, view } = setUp();
    widget.show();
    start.typeName(' Mia ');
    await start.create();
    expect(view()).toBe('room');
    expect(client.asked).toEqual([{ code: CODE, name: 'Mia' }]);
  });

  test('a typed code joins in any spelling', async () => {
    const { widget, start, client, view } = setUp();
    widget.show();
    start.typeCode('K7WQ2MX9D');
    await start.join();
    expect(view()).toBe('room');
    expect(client.asked).toEqual([{ code: CODE }]);
  });

  test('what can’t be a code is said so, and asks nothing of the service', async () => {
    const { widget, start, client } = setUp();
    widget.show();
    start.typeCode('hello');
    await start.join();
    expect(start.problem.value).toBe('badCode');
    expect(client.asked).toEqual([]);
  });

  test('a password is asked for when the room has one, and once more when it was wrong', async () => {
    const { widget, start, client, view } = setUp();
    widget.show();
    start.typeCode(CODE);
    client.refuse('password_required');
    await start.join();
    expect([start.asksPassword.value, start.problem.value]).toEqual([true, 'passwordRequired']);
    start.typePassword('wrong');
    client.refuse('password_required');
    await start.join();
    expect(start.problem.value).toBe('passwordWrong');
    start.typePassword('right');
    await start.join();
    expect(view()).toBe('room');
    expect(client.asked.at(-1)).toEqual({ code: CODE, password: 'right' });
  });
});

test('a name that copies a host’s is told to be somebody else’s, and another one joins', async () => {
  const { widget, start, client, view } = setUp();
  widget.show();
  start.typeCode(CODE);
  start.typeName('Ana');
  client.refuse('forbidden');
  await start.join();
  expect(start.problem.value).toBe('nameTaken');
  start.typeName('Bo');
  expect(start.problem.value).toBeUndefined();
  await start.join();
  expect(view()).toBe('room');
});

test('a service out of reach gives the form back after a while, and lets one in once it is there', async () => {
  const { widget, start, client, page, view } = setUp();
  let arrive = () => {};
  const join = client.join.bind(client);
  client.join = async (code) => {
    await new Promise<void>((resolve) => {
      arrive = resolve;
    });
    return join(code);
  };
  widget.show();
  start.typeCode(CODE);
  const joining = start.join();
  await settled();
  page.clock.pass(8_000);
  expect([start.busy.value, start.problem.value]).toEqual([undefined, 'unavailable']);
  arrive();
  await joining;
  expect(view()).toBe('room');
});

test('a room that was slow to be made pulls nobody out of another', async () => {
  const { widget, start, client } = setUp();
  let arrive = () => {};
  const made = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  client.createRoom = async () => {
    await made;
    return client.join(OTHER);
  };
  widget.show();
  const creating = start.create();
  client.held = [CODE];
  widget.join(CODE);
  await settled();
  arrive();
  await creating;
  const view = widget.session.view.value;
  expect(view.name === 'room' && view.room.code).toBe(CODE);
});

describe('an invite link', () => {
  const link = inviteLink('https://site.example/shop?x=1&room=old', CODE);

  test('is the page’s own path with #room=', () => {
    expect(link).toBe(`https://site.example/shop#room=${CODE}`);
  });

  test('opens the widget with the code ready, and joins only when asked to', () => {
    const { widget, page, client, start, view } = setUp();
    page.href = link;
    widget.followLink();
    expect(widget.open.value).toBe(true);
    expect([view(), start.code.value.code, start.invited.value]).toEqual(['start', CODE, true]);
    expect(client.asked).toEqual([]);
  });

  test('goes straight in when a seat is kept', async () => {
    const { widget, page, client, view } = setUp();
    client.held = [CODE];
    page.href = link;
    widget.followLink();
    expect(view()).toBe('entering');
    await settled();
    expect(view()).toBe('room');
  });

  test('is still there after a refresh on the way in', () => {
    const first = setUp();
    first.page.href = link;
    first.widget.followLink();
    const second = refresh(first);
    second.widget.show(false);
    second.widget.followLink();
    expect([second.start.code.value.code, second.start.invited.value]).toEqual([CODE, true]);
  });

  test('that was declined isn’t followed again', () => {
    const first = setUp();
    first.page.href = link;
    first.widget.followLink();
    first.start.decline();
    const second = refresh(first);
    second.widget.show(false);
    second.widget.followLink();
    expect(second.start.invited.value).toBe(false);
  });

  test.each(['deluxe', 'excellent'])('is not what a page means by its own ?room=%s', (room) => {
    const { widget, page, start } = setUp();
    page.href = `https://hotel.example/?room=${room}`;
    widget.followLink();
    expect(widget.open.value).toBe(false);
    widget.show();
    expect(start.problem.value).toBeUndefined();
  });

  test('is followed once: a refresh comes back to where the visitor went since', async () => {
    const first = setUp();
    first.page.href = link;
    first.widget.followLink();
    first.widget.join(OTHER);
    await first.start.join();
    const second = refresh(first);
    second.widget.followLink();
    second.widget.show(false);
    await settled();
    expect(second.client.asked.at(-1)?.code).toBe(OTHER);
  });
});

describe('after a refresh', () => {
  test('the room is entered again by the seat that is kept', async () => {
    const first = setUp();
    first.widget.show();
    await first.start.create();
    const second = refresh(first);
    second.widget.show(false);
    await settled();
    expect(second.view()).toBe('room');
    expect(second.client.asked.at(-1)).toEqual({ code: CODE });
  });

  test('a seat that has ended leads back to the start, with the code ready and a reason', async () => {
    const first = setUp();
    first.widget.show();
    await first.start.create();
    first.client.refuse('unauthorized');
    const second = refresh(first);
    second.widget.show(false);
    await settled();
    expect([second.view(), second.start.code.value.code]).toEqual(['start', CODE]);
    expect(second.start.problem.value).toBe('unauthorized');
  });

  test('a room that was left isn’t entered again', async () => {
    const first = setUp();
    first.widget.show();
    await first.start.create();
    await first.widget.session.leave();
    expect(first.client.rooms.get(CODE)?.left).toBe(true);
    const second = refresh(first);
    second.widget.show(false);
    await settled();
    expect(second.view()).toBe('start');
  });

  test('a panel that was open is open again', async () => {
    const first = setUp();
    first.widget.show();
    await first.start.create();
    const second = refresh(first);
    second.widget.restore();
    await settled();
    expect([second.widget.open.value, second.view()]).toEqual([true, 'room']);
  });

  test('behind a panel that was shut the seat is held, and what came meanwhile is unread', async () => {
    const first = setUp();
    first.widget.show();
    await first.start.create();
    first.widget.hide();
    const second = refresh(first);
    first.client.rooms.get(CODE)?.live(sent(1, ANA, 'while the page changed'));
    second.widget.restore();
    await settled();
    expect([second.widget.open.value, second.view()]).toEqual([false, 'room']);
    expect(second.widget.session.unread.value).toBe(1);
    expect(second.heard).toEqual(['unread']);
  });

  test.each(['left', 'erased'] as const)(
    'from a room that was %s nothing is asked',
    async (end) => {
      const first = setUp();
      first.widget.show();
      await first.start.create();
      first.widget.hide();
      first.client.rooms.get(CODE)?.tell('closed', { code: end, message: 'It ended.' });
      const asked = first.client.asked.length;
      const second = refresh(first);
      second.widget.restore();
      await settled();
      expect(second.view()).toBe('start');
      expect(second.client.asked).toHaveLength(asked);
    },
  );
});

describe('the site’s own room', () => {
  test('is entered at once when a name is given with it', async () => {
    const { widget, client, view } = setUp({ room: 'K7WQ2MX9D', name: 'Mia', mode: 'inline' });
    widget.show(false);
    await settled();
    expect(view()).toBe('room');
    expect(client.asked).toEqual([{ code: CODE, name: 'Mia' }]);
  });

  test('stands ready when there is no name', () => {
    const { widget, start, client } = setUp({ room: CODE, mode: 'page' });
    widget.show(false);
    expect(start.code.value.code).toBe(CODE);
    expect(client.asked).toEqual([]);
  });
});

test('a shut panel counts what is unread, and opening it makes it read', async () => {
  const { widget, start, client, heard, page } = setUp();
  widget.show();
  await start.create();
  widget.hide();
  client.rooms.get(CODE)?.live(sent(1, ANA, 'there?'));
  page.clock.pass(20);
  expect(widget.session.unread.value).toBe(1);
  widget.show();
  const view = widget.session.view.value;
  if (view.name === 'room') view.room.pin.sight(true);
  expect(widget.session.unread.value).toBe(0);
  expect(heard.filter((event) => event === 'unread')).toHaveLength(2);
});

test('[W8] a view that starts anew is told of, behind a shut panel once it is open', async () => {
  const { widget, start, client, page } = setUp();
  widget.show();
  await start.create();
  widget.hide();
  client.rooms.get(CODE)?.tell('reset', undefined);
  page.clock.pass(60_000);
  expect(widget.toast.text.value).toBeUndefined();
  widget.show();
  page.clock.pass(500);
  expect(widget.toast.text.value).toMatch(/history anew/);
  page.clock.pass(6_000);
  expect(widget.toast.text.value).toMatch(/history anew/);
  page.clock.pass(6_000);
  expect(widget.toast.text.value).toBeUndefined();
  widget.hide();
  widget.show();
  page.clock.pass(500);
  expect(widget.toast.text.value).toBeUndefined();
});

test('a disposed widget closes its client', () => {
  const { widget, client } = setUp();
  widget.dispose();
  expect(client.closed).toBe(true);
});
