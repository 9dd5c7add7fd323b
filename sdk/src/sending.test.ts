import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RoomletError } from './errors.js';
import { createFakeBrowser, type FakeBrowser } from './fake-browser.js';
import { settled } from './fake-clock.js';
import { type FakeRoom, refusal } from './fake-room.js';
import type { Room } from './room.js';

let browser: FakeBrowser;
let there: FakeRoom;

const texts = (room: Room) => room.state.messages.map(({ text }) => text);
const statuses = (room: Room) => room.state.messages.map(({ status }) => status);
const logged = () => there.log.flatMap((event) => (event.kind === 'message' ? [event.text] : []));
const failure = (sent: Promise<unknown>) =>
  sent.then(
    () => undefined,
    (error: RoomletError) => error.code,
  );

beforeEach(() => {
  browser = createFakeBrowser();
  there = browser.service.createRoom();
});

afterEach(() => {
  browser.close();
  expect(browser.clock.waiting).toBe(0);
});

describe('sending', () => {
  it('shows a message at once as pending, then in its place as sent, and resolves', async () => {
    const room = await browser.join(there.code);
    const sent = room.send('  Hello ');
    expect(room.state.messages).toMatchObject([
      { text: 'Hello', status: 'pending', key: sent.key },
    ]);
    expect(await sent).toMatchObject({ seq: 2 });
    expect(room.state.messages).toMatchObject([{ text: 'Hello', status: 'sent', seq: 2 }]);
  });

  it('keeps the order of what is sent, whatever one of them has to wait for', async () => {
    const room = await browser.join(there.code);
    browser.service.script(
      'send',
      undefined,
      refusal('rate_limited', 3_000),
      refusal('slow_mode', 1_000),
    );
    for (const text of ['1', '2', '3', '4']) room.send(text);
    await settled();
    expect([texts(room), statuses(room)]).toEqual([
      ['1', '2', '3', '4'],
      ['sent', 'pending', 'pending', 'pending'],
    ]);
    await browser.clock.advance(4_000);
    expect(logged()).toEqual(['1', '2', '3', '4']);
    expect(statuses(room)).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('[W7] sends again with the same key after a loss, and it is there once', async () => {
    const room = await browser.join(there.code);
    browser.service.script('send', 'silence');
    const first = room.send('once');
    const second = room.send('then');
    await settled();
    // The service kept it, but neither its ok nor its event arrived.
    there.send(there.seats[0] as never, { key: first.key, text: 'once' } as never);
    browser.service.cut();
    await browser.clock.advance(1_000);
    await Promise.all([first, second]);
    expect(logged()).toEqual(['once', 'then']);
    expect(texts(room)).toEqual(['once', 'then']);
  });

  it('[W7] what was not answered survives a refresh and arrives once, in order', async () => {
    const room = await browser.join(there.code);
    browser.service.cut();
    await settled();
    for (const text of ['1', '2', '3']) room.send(text);
    browser.close();
    const again = await browser.join(there.code);
    await settled();
    expect(logged()).toEqual(['1', '2', '3']);
    expect(texts(again)).toEqual(['1', '2', '3']);
    // The seat is all that is kept.
    expect([...browser.kept.keys()]).toEqual([`roomlet http://fake.test ${there.code}`]);
  });

  it('shows what can’t be accepted as failed, to be sent again or dropped', async () => {
    const room = await browser.join(there.code);
    const errors: string[] = [];
    room.on('error', ({ code }) => errors.push(code));
    browser.service.script('send', refusal('muted'), refusal('forbidden'));
    const [one, two, three] = ['1', '2', '3'].map((text) => room.send(text));
    expect(await Promise.all([one, two].map((sent) => failure(sent as never)))).toEqual([
      'muted',
      'forbidden',
    ]);
    await three;
    expect(statuses(room)).toEqual(['sent', 'failed', 'failed']);
    expect(room.state.messages[1]).toMatchObject({ text: '1', error: { code: 'muted' } });
    expect(errors).toEqual(['muted', 'forbidden']);
    room.discard(two?.key ?? '');
    const again = room.retry(one?.key ?? '');
    expect(again.key).toBe(one?.key);
    await again;
    expect(texts(room)).toEqual(['3', '1']);
    expect(await failure(room.retry(again.key))).toBe('not_found');
  });

  it('a failed message is still there after a refresh, with its reason', async () => {
    const room = await browser.join(there.code);
    browser.service.script('send', refusal('muted'));
    await failure(room.send('hm'));
    browser.close();
    const again = await browser.join(there.code);
    expect(again.state.messages).toMatchObject([
      { text: 'hm', status: 'failed', error: { code: 'muted' } },
    ]);
    expect(logged()).toEqual([]);
  });

  it.each([
    ['', 'bad_request'],
    [' \n ', 'bad_request'],
    ['half \ud83d', 'bad_request'],
    ['x'.repeat(4_001), 'too_large'],
  ])('refuses %j without showing or sending it: %s', async (text, code) => {
    const room = await browser.join(there.code);
    expect(await failure(room.send(text))).toBe(code);
    expect(room.state.messages).toEqual([]);
  });

  it('counts code points: 4,000 emoji are not too many', async () => {
    const room = await browser.join(there.code);
    expect(await room.send('😀'.repeat(4_000))).toMatchObject({ seq: 2 });
  });
});

describe('the end of a seat', () => {
  it.each(['kicked', 'banned', 'erased', 'expired'] as const)(
    '%s closes the room; unsent messages fail',
    async (code) => {
      const room = await browser.join(there.code);
      browser.service.script('send', 'silence');
      const sent = failure(room.send('unsent'));
      browser.service.push(there, { type: 'closed', room: there.code, code, message: 'Because.' });
      expect(await sent).toBe('unauthorized');
      expect(room.state).toMatchObject({
        closed: { code, message: 'Because.' },
        status: 'disconnected',
      });
      expect(statuses(room)).toEqual(['failed']);
      expect(await failure(room.send('later'))).toBe('unauthorized');
      expect(browser.open().seats()).toEqual([]);
    },
  );

  it('[W7] a seat refused at the rejoin is a state, not a loop; nothing is sent on a new seat unasked', async () => {
    const room = await browser.join(there.code);
    browser.service.cut();
    await settled();
    const lost = room.send('mine');
    there.seats.length = 0;
    await browser.clock.advance(120_000);
    expect(room.state.closed?.code).toBe('unauthorized');
    expect(await failure(lost)).toBe('unauthorized');
    expect(browser.service.commands.filter(({ type }) => type === 'join')).toHaveLength(2);
    expect(logged()).toEqual([]);
  });

  it('[W7] on a new seat the old one’s unsent messages come back as failed, less those in the log', async () => {
    const room = await browser.join(there.code);
    browser.service.cut();
    await settled();
    const there1 = room.send('arrived');
    room.send('not arrived');
    browser.close();
    const [seat] = there.seats;
    if (seat) there.send(seat, { key: there1.key, text: 'arrived' } as never);
    there.seats.length = 0;
    there.take({ key: 'somebody else’s', name: 'Eve' } as never);
    const again = await browser.join(there.code);
    expect(again.state.self.id).not.toBe(room.state.self.id);
    expect(again.state.messages).toMatchObject([
      { text: 'arrived', status: 'sent' },
      { text: 'not arrived', status: 'failed', error: { code: 'unauthorized' } },
    ]);
    expect(logged()).toEqual(['arrived']);
  });

  it('[W7] who joins again after the seat ended gets the unsent messages back, to decide on', async () => {
    const room = await browser.join(there.code);
    browser.service.cut();
    await settled();
    room.send('mine');
    there.seats.length = 0;
    await browser.clock.advance(120_000);
    expect(room.state.closed).toBeDefined();
    const again = await browser.join(there.code);
    expect(again.state.messages).toMatchObject([{ text: 'mine', status: 'failed' }]);
    expect(logged()).toEqual([]);
    const [{ key } = { key: '' }] = again.state.messages;
    await again.retry(key);
    expect(logged()).toEqual(['mine']);
  });

  it('[W7] a refusal on the way back does not lose them either', async () => {
    const room = await browser.join(there.code);
    browser.service.cut();
    await settled();
    room.send('mine');
    there.seats.length = 0;
    await browser.clock.advance(120_000);
    browser.service.script('join', refusal('locked'));
    await expect(browser.join(there.code)).rejects.toMatchObject({ code: 'locked' });
    const again = await browser.join(there.code);
    expect(again.state.messages).toMatchObject([{ text: 'mine', status: 'failed' }]);
  });

  it('of the client leaves no promise open: what waits is kept, and goes out from the next page', async () => {
    const client = browser.open();
    const room = await client.join(there.code);
    browser.service.cut();
    await settled();
    const sent = failure(room.send('kept'));
    client.close();
    expect(await Promise.race([sent, settled()])).toBe('unavailable');
    expect(await Promise.race([failure(room.send('too late')), settled()])).toBe('unavailable');
    await browser.join(there.code);
    await settled();
    expect(logged()).toEqual(['kept']);
  });

  it('waits for nothing more once it is closed, also in the middle of sending', async () => {
    const client = browser.open();
    const room = await client.join(there.code);
    room.on('message', () => client.close());
    room.send('a');
    room.send('b');
    await settled();
    browser.close();
    expect(browser.clock.waiting).toBe(0);
  });
});
