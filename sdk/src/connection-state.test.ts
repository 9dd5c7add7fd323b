import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConnectionEvent, type ConnectionState, statusOf, step } from './connection-state.js';

const NOW = 1_000_000;
const running = (at: string, more: object = {}) =>
  ({ at, attempt: 0, since: 0, due: NOW, ...more }) as ConnectionState;
const after = (state: ConnectionState, event: ConnectionEvent, random = 0.5) =>
  step(state, event, NOW, () => random);
const lost = (code: number): ConnectionEvent => ({ type: 'lost', code });

describe('silence', () => {
  it('[W12] 25 s of it bring a ping, and 10 s more without an answer a new connection', () => {
    const [open] = after(running('opening'), { type: 'opened' });
    expect(open).toMatchObject({ at: 'open', due: NOW + 25_000 });
    const [probing, effect] = after(open, { type: 'due' });
    expect([probing, effect]).toMatchObject([{ at: 'probing', due: NOW + 10_000 }, 'ping']);
    expect(after(probing, { type: 'due' })).toMatchObject([{ at: 'waiting' }, 'drop']);
  });

  it('[W12] anything that is heard ends it', () => {
    expect(after(running('probing'), { type: 'heard' })).toMatchObject([
      { at: 'open', due: NOW + 25_000 },
    ]);
  });

  it('[W12] coming back from sleep asks at once, or tries again at once', () => {
    expect(after(running('open'), { type: 'prompt' })).toMatchObject([{ at: 'probing' }, 'ping']);
    expect(after(running('waiting'), { type: 'prompt' })).toMatchObject([
      { at: 'opening' },
      'open',
    ]);
  });
});

describe('after a close', () => {
  it.each([4001, 4002, 4003, 4099, 1000, 1001, 1005, 1006, 1011, 1012, 3000, 4300])(
    '[W13] %d reconnects with backoff',
    (code) => {
      expect(after(running('open'), lost(code))[0].at).toBe('waiting');
    },
  );

  it.each([4100, 4199, 4200, 4201, 4202, 4299, 1002, 1003, 1007, 1008, 1009, 1010])(
    '[W13] %d stops, until someone joins again',
    (code) => {
      const [stopped] = after(running('open'), lost(code));
      expect(stopped.at).toBe('stopped');
      expect(after(stopped, { type: 'due' })[0]).toBe(stopped);
      expect(after(stopped, { type: 'want' })).toMatchObject([{ at: 'opening' }, 'open']);
    },
  );

  it('waits longer after each failure, all of the wait at random', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7].map((attempt) => {
      const [next] = after(running('opening', { attempt }), lost(1006), 1);
      return 'due' in next ? next.due - NOW : 0;
    });
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(after(running('opening', { attempt: 5 }), lost(1006), 0)[0]).toMatchObject({ due: NOW });
  });

  it('a connection that held begins anew with short waits, one that fell at once does not', () => {
    const held = running('open', { attempt: 4, since: NOW - 10_000 });
    const fell = running('open', { attempt: 4, since: NOW - 9_999 });
    expect(after(held, lost(4001))[0]).toMatchObject({ attempt: 1 });
    expect(after(fell, lost(4001))[0]).toMatchObject({ attempt: 5 });
  });
});

describe('drain', () => {
  const [draining] = after(
    running('open', { attempt: 3, since: 1 }),
    { type: 'drain', retryIn: 8_000 },
    0.25,
  );

  it('[W13] leaves at a random moment within the time the service gives', () => {
    expect(draining).toMatchObject({ at: 'draining', due: NOW + 2_000 });
    expect(after(draining, { type: 'due' })).toMatchObject([{ at: 'opening' }, 'open']);
  });

  it('keeps that moment when the service goes first', () => {
    expect(after(draining, lost(4002))[0]).toMatchObject({ at: 'waiting', due: NOW + 2_000 });
  });
});

it('is idle without rooms, and nothing but closing ends closed', () => {
  const [opening] = after({ at: 'idle' }, { type: 'want' });
  expect(opening).toMatchObject({ at: 'opening', due: NOW + 10_000 });
  expect(after(opening, { type: 'release' })).toEqual([{ at: 'idle' }, 'drop']);
  const closed: ConnectionState = { at: 'closed' };
  expect(after(opening, { type: 'close' })).toEqual([closed, 'drop']);
  expect(after(closed, { type: 'want' })[0]).toBe(closed);
});

it('says connecting until it was connected once, and reconnecting from then on', () => {
  const first = [running('opening'), running('waiting')];
  const again = [running('opening', { since: 1 }), running('waiting', { since: 1 })];
  expect(first.map(statusOf)).toEqual(['connecting', 'connecting']);
  expect(again.map(statusOf)).toEqual(['reconnecting', 'reconnecting']);
});

it('never rests while it is wanted: every state but idle, stopped and closed has a timer', () => {
  const event = fc.oneof(
    fc
      .constantFrom<ConnectionEvent['type']>('opened', 'heard', 'due', 'prompt', 'want')
      .map((type) => ({ type }) as ConnectionEvent),
    fc.constantFrom(1006, 4001, 4002, 1001).map(lost),
    fc.nat(10_000).map((retryIn): ConnectionEvent => ({ type: 'drain', retryIn })),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      let state = after({ at: 'idle' }, { type: 'want' })[0];
      for (const event of events) {
        state = after(state, event)[0];
        expect('due' in state && Number.isFinite(state.due) && state.due >= NOW).toBe(true);
      }
    }),
  );
});
