import { describe, expect, it } from 'vitest';
import { refuse } from '../room/refusal.js';
import { settled } from '../room/testing.js';
import { type Address, Visitors } from './visitors.js';

const RATES = {
  joins: { burst: 60, refill: 60, per: 60_000 },
  guesses: { burst: 10, refill: 10, per: 60_000 },
  rooms: { burst: 1, refill: 1, per: 3_600_000 },
  httpReads: { burst: 3, refill: 3, per: 1_000 },
  badFrames: { burst: 3, refill: 3, per: 60_000 },
  lookups: { burst: 600, refill: 100, per: 1_000 },
};

function world(rates: Partial<typeof RATES> = {}) {
  const time = { now: 0 };
  let told = 0;
  const onLookupsUsedUp = () => {
    told += 1;
  };
  const options = { rates: { ...RATES, ...rates }, now: () => time.now, onLookupsUsedUp };
  return { visitors: new Visitors(options), time, told: () => told };
}

const unproven = async () => false;

/** Looks a code up, which takes a while, as a disk does. @returns what is answered. */
async function lookUp(address: Address, isRight: boolean, proves = unproven): Promise<string> {
  try {
    return await address.guess(proves, async (visitor) => {
      await settled();
      if (!isRight) throw visitor.wrong(refuse.noRoom());
      visitor.right();
      await settled();
      return 'found';
    });
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const many = (count: number, work: () => Promise<string>) =>
  Promise.all(Array.from({ length: count }, work));

function count(answers: readonly string[], answer: string): number {
  return answers.filter((one) => one === answer).length;
}

describe('guesses', () => {
  it('are refused once used up, right or wrong, until they refill', async () => {
    const { visitors, time } = world();
    const address = visitors.at('192.0.2.1');
    for (let n = 0; n < 10; n++) expect(await lookUp(address, false)).toBe('not_found');
    expect([await lookUp(address, false), await lookUp(address, true)]).toEqual([
      'rate_limited',
      'rate_limited',
    ]);
    expect(await lookUp(visitors.at('192.0.2.2'), true)).toBe('found');
    time.now = 6_000;
    expect(await lookUp(address, true)).toBe('found');
  });

  it('of 117 at once are looked at ten times, and the right one after them not at all', async () => {
    const { visitors } = world();
    const address = visitors.at('192.0.2.1');
    const wrong = many(117, () => lookUp(address, false));
    const right = lookUp(address, true);
    expect(count(await wrong, 'not_found')).toBe(10);
    expect(await right).toBe('rate_limited');
    expect(visitors.failedLookups).toBe(10);
  });

  it('of 75 at once that are right refuse none', async () => {
    const { visitors } = world();
    const address = visitors.at('192.0.2.1');
    expect(count(await many(75, () => lookUp(address, true)), 'found')).toBe(75);
  });

  it('that are used up let go on what brings a live token, and tell nothing of a wrong one', async () => {
    const { visitors } = world();
    const address = visitors.at('192.0.2.1');
    await many(10, () => lookUp(address, false));
    expect(await lookUp(address, true, async () => true)).toBe('found');
    // Live at one moment, gone in the next: nothing was charged, so nothing is found out.
    expect(await lookUp(address, false, async () => true)).toBe('rate_limited');
  });

  it('of a /48 end after sixteen times those of an address', async () => {
    const { visitors } = world();
    let n = 0;
    const answers = await many(1_000, () => {
      n += 1;
      return lookUp(visitors.at(`2001:db8:0:${n.toString(16)}::1`), false);
    });
    expect(count(answers, 'not_found')).toBe(160);
  });

  it('of very many addresses end together; live tokens go on, and it is told once a minute', async () => {
    const { visitors, time, told } = world({ lookups: { burst: 20, refill: 10, per: 1_000 } });
    let n = 0;
    const guess = () => {
      n += 1;
      return lookUp(visitors.at(`192.0.2.${n}`), false);
    };
    expect(count(await many(100, guess), 'not_found')).toBe(20);
    expect(visitors.failedLookups).toBe(20);
    const fresh = visitors.at('198.51.100.1');
    expect(await lookUp(fresh, true)).toBe('rate_limited');
    expect(await lookUp(fresh, true, async () => true)).toBe('found');
    expect(told()).toBe(1);
    time.now = 61_000;
    expect(await lookUp(fresh, true)).toBe('found');
    await many(100, guess);
    expect(told()).toBe(2);
  });
});

describe('an address', () => {
  it('is counted the same however it is written, and a room that was not made costs nothing', () => {
    const { visitors } = world();
    const charge = visitors.at('192.0.2.1').createRoom();
    const mapped = visitors.at('::ffff:192.0.2.1');
    expect(() => mapped.createRoom()).toThrow('Too many rooms');
    expect(() => visitors.at('192.0.2.2').createRoom()).not.toThrow();
    charge.refund();
    charge.refund();
    expect(() => mapped.createRoom()).not.toThrow();
    expect(() => mapped.createRoom()).toThrow('Too many rooms');
  });

  it('may read so much over HTTP', () => {
    const { visitors, time } = world();
    const address = visitors.at('192.0.2.1');
    for (let n = 0; n < 3; n++) address.read();
    expect(() => address.read()).toThrow('Too many requests from your address');
    time.now = 334;
    expect(() => address.read()).not.toThrow();
  });

  it('has had enough unreadable frames, over whatever connections, until some time has passed', () => {
    const { visitors, time } = world();
    const strike = () => visitors.at('192.0.2.1').strike();
    expect([strike(), strike(), strike(), strike(), strike()]).toEqual([
      ...[false, false, false],
      ...[true, true],
    ]);
    time.now = 20_000;
    expect(strike()).toBe(false);
  });
});
