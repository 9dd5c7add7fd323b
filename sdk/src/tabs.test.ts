import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomletError } from './errors.js';
import { createFakeBrowser, type FakeBrowser } from './fake-browser.js';
import { settled } from './fake-clock.js';
import { type FakeRoom, refusal } from './fake-room.js';
import type { Room } from './room.js';

// Several pages of one browser in one room: they are one member and share what is unsent.

let browser: FakeBrowser;
let there: FakeRoom;

const shown = (room: Room) => room.state.messages.map(({ text, status }) => `${text} ${status}`);
const logged = () => there.log.flatMap((event) => (event.kind === 'message' ? [event.text] : []));
const sends = () => browser.service.commands.filter(({ type }) => type === 'send');
const code = (sent: Promise<unknown>) =>
  sent.then(
    () => undefined,
    (error: RoomletError) => error.code,
  );

/** A page whose own connection can be cut. */
async function open(options = {}): Promise<{ room: Room; cut(): void }> {
  const room = await browser.join(there.code, 'Ana', options);
  const socket = browser.service.sockets.at(-1);
  return { room, cut: () => socket?.close(1006) };
}

beforeEach(() => {
  browser = createFakeBrowser();
  there = browser.service.createRoom();
});

afterEach(() => {
  browser.close();
  expect(browser.clock.waiting).toBe(0);
});

describe('what one page writes', () => {
  it('[W7] shows as pending on the others too, goes out once, in order, and settles everywhere', async () => {
    const one = (await open()).room;
    const two = (await open()).room;
    expect(two.state.self).toEqual(one.state.self);
    browser.service.isDown = true;
    browser.service.cut();
    await settled();
    const typed = ['1', '2', '3', '4', '5', '6', '7', '8'];
    const sent = typed.map((text, i) => (i % 2 ? two : one).send(text));
    await settled();
    const pending = typed.map((text) => `${text} pending`);
    expect([shown(one), shown(two)]).toEqual([pending, pending]);
    browser.service.isDown = false;
    await browser.clock.advance(4_000);
    await Promise.all(sent);
    expect(logged()).toEqual(typed);
    for (const room of [one, two]) expect(shown(room)).toEqual(typed.map((text) => `${text} sent`));
    // One page sent them all.
    expect(sends()).toHaveLength(8);
  });

  it('[W7] is sent by the next page when the one whose turn it is loses its link, or is closed', async () => {
    const first = await open();
    const { room } = await open();
    browser.service.script('send', 'silence');
    const sent = first.room.send('from the first');
    await settled();
    expect(sends()).toHaveLength(1);
    first.cut();
    await settled();
    // The first shows it until it is back to hear of it.
    expect(shown(first.room)).toEqual(['from the first pending']);
    expect(logged()).toEqual(['from the first']);
    await browser.clock.advance(1_000);
    expect(await sent).toMatchObject({ seq: there.head });
    expect(shown(first.room)).toEqual(shown(room));
  });

  it('[W7] is sent by another page when the one whose turn it is sleeps', async () => {
    const asleep = browser.open();
    const frozen = await asleep.join(there.code, { name: 'Ana' });
    await settled();
    browser.service.sockets[0]?.freeze();
    const awake = await open();
    awake.room.send('hello');
    await browser.clock.advance(4_999);
    expect(logged()).toEqual([]);
    await browser.clock.advance(1);
    expect(logged()).toEqual(['hello']);
    expect(shown(awake.room)).toEqual(['hello sent']);
    expect(frozen.state.seq).toBe(1);
  });

  it.each([
    ['there are no locks', {}],
    ['the page may use none', { locks: { request: () => Promise.reject(new Error('sandboxed')) } }],
  ])('[W7] arrives once also where %s, though every page sends', async (_why, navigator) => {
    const bare = () => {
      const { localStorage, addEventListener } = browser.openWindow();
      return { window: { localStorage, addEventListener, navigator } as never };
    };
    const rooms = [(await open(bare())).room, (await open(bare())).room];
    const sent = rooms.flatMap((room, i) => [room.send(`a${i}`), room.send(`b${i}`)]);
    await Promise.all(sent);
    await settled();
    expect(logged().sort()).toEqual(['a0', 'a1', 'b0', 'b1']);
    expect(logged().indexOf('a0')).toBeLessThan(logged().indexOf('b0'));
    for (const room of rooms) expect(shown(room)).toEqual(logged().map((text) => `${text} sent`));
    expect(browser.kept.size).toBe(1);
  });

  it('shows its failure on all pages, with its reason, to be sent again or dropped from any', async () => {
    const one = (await open()).room;
    const two = (await open()).room;
    const errors: string[] = [];
    two.on('error', (error) => errors.push(error.code));
    browser.service.script('send', refusal('muted'), refusal('forbidden'));
    expect(await Promise.all([code(two.send('a')), code(two.send('b'))])).toEqual([
      'muted',
      'forbidden',
    ]);
    for (const room of [one, two]) {
      expect(room.state.messages).toMatchObject([
        { text: 'a', status: 'failed', error: { code: 'muted', message: /muted/ } },
        { text: 'b', status: 'failed', error: { code: 'forbidden' } },
      ]);
    }
    expect(errors).toEqual(['muted', 'forbidden']);
    const [a, b] = one.state.messages;
    one.discard(b?.key ?? '');
    await one.retry(a?.key ?? '');
    await settled();
    for (const room of [one, two]) expect(shown(room)).toEqual(['a sent']);
  });

  it('[W7] is not shown twice when its event overtakes the news of it', async () => {
    const one = (await open()).room;
    const { key, by } = { key: 'k1', by: one.state.self };
    there.commit({ by, kind: 'message', key, text: 'seen' });
    await settled();
    const late = { key, by, text: 'seen', at: 1, status: 'pending' };
    const { localStorage } = browser.openWindow();
    localStorage?.setItem(`roomlet http://fake.test ${there.code} ${key}`, JSON.stringify(late));
    await settled();
    expect(shown(one)).toEqual(['seen sent']);
    expect(sends()).toEqual([]);
  });

  it('keeps its order when the clock goes backwards', async () => {
    const now = browser.clock.now();
    let at = now;
    const clock = { now: () => at, after: browser.clock.after };
    const { room } = await open({ clock });
    browser.service.isDown = true;
    browser.service.cut();
    await settled();
    for (const text of ['1', '2', '3']) {
      room.send(text);
      at -= 60_000;
    }
    browser.service.isDown = false;
    browser.close();
    const again = (await open()).room;
    await settled();
    expect(logged()).toEqual(['1', '2', '3']);
    expect(shown(again)).toEqual(['1 sent', '2 sent', '3 sent']);
  });

  it('goes with the room when that is left', async () => {
    const { room } = await open();
    browser.service.script('send', 'silence');
    room.send('unsent');
    await room.leave();
    expect(browser.kept.size).toBe(0);
    expect(shown(room)).toEqual(['unsent failed']);
    expect(await code(room.send('later'))).toBe('unauthorized');
    expect(browser.kept.size).toBe(0);
  });
});

describe('a promise of what another page took out of the store', () => {
  it('settles by asking, when the message is beyond what this page shows', async () => {
    const one = await open();
    const two = await open({ random: () => 0.99 });
    two.cut();
    browser.service.isDown = true;
    await settled();
    browser.service.isDown = false;
    const sent = two.room.send('mine');
    await browser.clock.advance(100);
    expect(shown(one.room)).toEqual(['mine sent']);
    for (let i = 0; i < 60; i++) there.say(`m${i}`);
    there.trim(there.head - 1);
    await browser.clock.advance(20_000);
    expect(await sent).toMatchObject({ duplicate: true });
    expect(shown(two.room).filter((line) => line.startsWith('mine'))).toEqual([]);
  });

  it('rejects when that page left the room for good', async () => {
    const one = await open();
    const two = await open();
    one.cut();
    two.cut();
    browser.service.isDown = true;
    await settled();
    const sent = code(two.room.send('mine'));
    await one.room.leave();
    browser.service.isDown = false;
    await browser.clock.advance(20_000);
    expect(await sent).toBe('unauthorized');
    expect(logged()).toEqual([]);
  });
});

describe('a page that was away when the seat ended', () => {
  const joined = () => there.log.filter(({ kind }) => kind === 'joined').length;
  const away = async () => {
    const one = await open();
    const two = await open({ random: () => 0.99 });
    two.cut();
    await settled();
    return [one.room, two.room] as const;
  };

  it('closes, and leaves it at that, when another page left', async () => {
    const [one, two] = await away();
    await one.leave();
    await browser.clock.advance(20_000);
    expect(two.state.closed).toMatchObject({ code: 'unauthorized' });
    expect([joined(), browser.kept.size]).toEqual([1, 0]);
  });

  it('closes when it was kicked, and does not come back on a new seat unasked', async () => {
    const [one, two] = await away();
    const gone = { type: 'closed', room: there.code, code: 'kicked', message: 'Out.' };
    there.seats.length = 0;
    browser.service.push(there, gone);
    await browser.clock.advance(20_000);
    expect(one.state.closed).toMatchObject({ code: 'kicked' });
    expect(two.state.closed).toMatchObject({ code: 'unauthorized' });
    expect(joined()).toBe(1);
  });
});

describe('[W7] what a seat that has ended left unsent', () => {
  /** Leaves messages unsent of which some arrived, and ends the seat. */
  async function strand(arrived: readonly string[], lost: readonly string[]): Promise<void> {
    const { room } = await open();
    browser.service.isDown = true;
    browser.service.cut();
    await settled();
    for (const text of [...arrived, ...lost]) {
      const { key } = room.send(text);
      const [seat] = there.seats;
      if (seat && arrived.includes(text)) there.send(seat, { key, text } as never);
    }
    browser.close();
    browser.service.isDown = false;
    there.seats.length = 0;
  }

  it('is looked for in the whole log, however long it is, and only then offered', async () => {
    await strand(['1', '2'], ['3']);
    for (let i = 0; i < 900; i++) there.say(`m${i}`);
    browser.service.script('history', undefined, 'silence');
    const { room, cut } = await open();
    expect(shown(room)).toHaveLength(49);
    cut();
    await browser.clock.advance(1_000);
    expect(shown(room).slice(-1)).toEqual(['3 failed']);
    expect(room.state.messages.at(-1)).toMatchObject({ error: { code: 'unauthorized' } });
    expect(logged().filter((text) => /^\d$/.test(text ?? ''))).toEqual(['1', '2']);
    expect(sends()).toEqual([]);
    await room.retry(room.state.messages.at(-1)?.key ?? '');
    expect(logged().at(-1)).toBe('3');
    expect(browser.kept.size).toBe(1);
  });

  it('is looked for once, however many there are', async () => {
    await strand(['1'], ['2', '3', '4']);
    for (let i = 0; i < 900; i++) there.say(`m${i}`);
    const { room } = await open();
    await browser.clock.advance(1_000);
    expect(shown(room).slice(-3)).toEqual(['2 failed', '3 failed', '4 failed']);
    const pages = browser.service.commands.filter(({ type }) => type === 'history');
    expect(pages).toHaveLength(Math.ceil(there.head / 200));
  });

  it('is settled where it was typed, too, when it turns out to be kept', async () => {
    const old = await open();
    browser.service.script('send', 'silence');
    const sent = old.room.send('mine');
    const [seat] = there.seats;
    if (seat) there.send(seat, { key: sent.key, text: 'mine' } as never);
    old.cut();
    there.seats.length = 0;
    await browser.clock.advance(20_000);
    expect(await sent).toMatchObject({ seq: 2 });
    expect(shown(old.room)).toEqual(['mine sent']);
  });

  it('is looked for also when it failed without a word on whether it was kept', async () => {
    const { room } = await open();
    browser.service.script('send', refusal('internal'), refusal('internal'), refusal('muted'));
    const [kept, lost, muted] = ['kept', 'lost', 'muted'].map((text) => room.send(text));
    expect(await Promise.all([kept, lost, muted].map((one) => code(one as never)))).toEqual([
      'internal',
      'internal',
      'muted',
    ]);
    const [seat] = there.seats;
    browser.close();
    if (seat) there.send(seat, { key: kept?.key, text: 'kept' } as never);
    there.seats.length = 0;
    for (let i = 0; i < 60; i++) there.say(`m${i}`);
    const again = (await open()).room;
    await settled();
    const failed = again.state.messages.filter(({ status }) => status === 'failed');
    expect(failed).toMatchObject([
      { text: 'lost', error: { code: 'unauthorized' } },
      { text: 'muted', error: { code: 'muted' } },
    ]);
    expect(sends()).toHaveLength(3);
  });

  it('is kept while the log can’t be read, and looked for again', async () => {
    await strand([], ['lost']);
    browser.service.script('history', refusal('internal'));
    expect(shown((await open()).room)).toEqual([]);
    browser.close();
    expect(shown((await open()).room)).toEqual(['lost failed']);
  });

  it('is offered on every page, once, and sent again from one of them only', async () => {
    await strand([], ['lost']);
    const rooms = [(await open()).room, (await open()).room];
    await settled();
    for (const room of rooms) expect(shown(room)).toEqual(['lost failed']);
    const [{ key } = { key: '' }] = rooms[0]?.state.messages ?? [];
    await rooms[1]?.retry(key);
    await settled();
    for (const room of rooms) expect(shown(room)).toEqual(['lost sent']);
    expect(logged()).toEqual(['lost']);
  });

  it('is not sent by a page that hasn’t heard of the end, which takes the new seat', async () => {
    const old = await open();
    old.cut();
    browser.service.isDown = true;
    await settled();
    const sent = code(old.room.send('mine'));
    there.seats.length = 0;
    browser.service.isDown = false;
    const fresh = (await open()).room;
    await settled();
    expect(shown(fresh)).toEqual(['mine failed']);
    await browser.clock.advance(1_000);
    expect(old.room.state.self).toEqual(fresh.state.self);
    expect(await sent).toBe('unauthorized');
    expect(logged()).toEqual([]);
    for (const room of [fresh, old.room]) expect(shown(room)).toEqual(['mine failed']);
  });
});
