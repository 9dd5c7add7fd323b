import { describe, expect, it } from 'vitest';
import { settled } from '../room/testing.js';
import { Charges, type UsedUp } from './charges.js';

const RATE = { burst: 3, refill: 3, per: 60_000 };

/** Tries that end when told to; `answers` has what became of each, as far as that is known. */
function stage() {
  let now = 0;
  const charges = new Charges({ rate: RATE, now: () => now });
  const answers: string[] = [];
  const ends: ((right: boolean) => void)[] = [];
  const attempt = (name: string) => {
    charges.taken('a').then(
      (charge) => {
        ends.push((right) => {
          answers.push(`${name} ${right ? 'right' : 'wrong'}`);
          if (right) charge.refund();
          else charge.spend();
        });
      },
      (error: UsedUp) => answers.push(`${name} refused ${error.retryAfter}`),
    );
  };
  const pass = (ms: number) => {
    now += ms;
  };
  return { charges, answers, ends, attempt, pass };
}

describe('charges', () => {
  it('let no more be wrong at once than one by one, and look at nothing after them', async () => {
    const { answers, ends, attempt } = stage();
    for (let n = 0; n < 117; n++) attempt(`try ${n}`);
    await settled();
    expect(ends).toHaveLength(3);
    for (const end of ends) end(false);
    await settled();
    expect(ends).toHaveLength(3);
    expect(answers).toHaveLength(117);
    expect(answers.slice(3).every((answer) => answer.endsWith('refused 20000'))).toBe(true);
  });

  it('make nobody wait in vain: as many as are right get through, however many at once', async () => {
    const { answers, ends, attempt } = stage();
    for (let n = 0; n < 75; n++) attempt(`try ${n}`);
    for (let n = 0; n < 75; n++) {
      await settled();
      ends[n]?.(true);
    }
    expect(answers).toEqual(Array.from({ length: 75 }, (_, n) => `try ${n} right`));
  });

  it('count wrong ones among right ones exactly', async () => {
    const { answers, ends, attempt } = stage();
    for (let n = 0; n < 60; n++) attempt(`try ${n}`);
    for (let n = 0; n < 60; n++) {
      await settled();
      ends[n]?.(n % 4 !== 3);
    }
    await settled();
    expect(answers.filter((answer) => answer.endsWith('wrong'))).toHaveLength(3);
    expect(answers).toHaveLength(60);
  });

  it('give nothing for a charge held while the bucket refills', async () => {
    const { charges, pass } = stage();
    const held = [charges.take('a'), charges.take('a'), charges.take('a')];
    pass(600_000);
    expect(charges.take('a')).toBeUndefined();
    for (const charge of held) charge?.refund();
    const now = Array.from({ length: 5 }, () => charges.take('a')).filter(Boolean);
    expect(now).toHaveLength(3);
  });

  it('are settled once', () => {
    const { charges } = stage();
    const charge = charges.take('a');
    charge?.spend();
    charge?.refund();
    charge?.spend();
    expect([charges.take('a'), charges.take('a'), charges.take('a')].map(Boolean)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('refuse those past a thousand who wait, and forget the key when all are settled', async () => {
    const { charges, answers, ends, attempt, pass } = stage();
    for (let n = 0; n < 1_100; n++) attempt(`try ${n}`);
    await settled();
    expect(answers).toHaveLength(97);
    expect(answers[0]).toBe('try 1003 refused 1000');
    for (const end of ends) end(false);
    await settled();
    expect(answers).toHaveLength(1_100);
    pass(120_000);
    charges.take('b')?.refund();
    expect(charges.size).toBe(0);
  });
});
