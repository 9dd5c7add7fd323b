import { describe, expect, it } from 'vitest';
import { settled } from '../room/testing.js';
import { Crowded, Left, Paced, type Place } from './pace.js';

/** Works that end when told to, and a loop that goes on when told to. */
function stage(atOnce: number, bounds: { mostOfSeat?: number; most?: number } = {}) {
  const later: (() => void)[] = [];
  const pace = new Paced({ atOnce, later: (work) => later.push(work), ...bounds });
  const begun: string[] = [];
  const begin = (
    name: string,
    place: Partial<Place> = {},
    work: () => Promise<void> = async () => {},
  ) => {
    const whole = { kind: 'page', network: 'n', seat: 's', isGone: () => false, ...place } as const;
    return pace.turn(whole, async () => {
      begun.push(name);
      await work();
    });
  };
  const nextTurn = async () => {
    for (const work of later.splice(0)) work();
    await settled();
  };
  return { pace, begin, begun, nextTurn };
}

describe('a pace', () => {
  it('[W11] lets so much in at a time, in order, and the next only after others had their chance', async () => {
    const { begin, begun, nextTurn } = stage(2);
    for (const name of ['a', 'b', 'c', 'd', 'e']) void begin(name);
    await settled();
    expect(begun).toEqual(['a', 'b']);
    await nextTurn();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    await nextTurn();
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('keeps a turn taken while its work is under way', async () => {
    const { begin, begun, nextTurn } = stage(1);
    let end = () => {};
    void begin('slow', {}, () => new Promise((resolve) => (end = resolve)));
    void begin('next');
    await nextTurn();
    expect(begun).toEqual(['slow']);
    end();
    await settled();
    await nextTurn();
    expect(begun).toEqual(['slow', 'next']);
  });

  it('gives a turn back whose work failed', async () => {
    const { begin, begun, nextTurn } = stage(1);
    const failing = begin('failing', {}, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await nextTurn();
    await begin('next');
    expect(begun).toEqual(['failing', 'next']);
  });

  it('takes a join next, with 250 pages of a seat elsewhere in flight', async () => {
    const { begin, begun, nextTurn } = stage(2, { mostOfSeat: 250 });
    for (let n = 0; n < 250; n++) void begin(`page ${n}`);
    void begin('join', { kind: 'join', network: 'elsewhere', seat: 'other' });
    await settled();
    await nextTurn();
    expect(begun.slice(0, 3)).toEqual(['page 0', 'page 1', 'join']);
  });

  it('gives networks turns, and within them seats, however much each asks for', async () => {
    const { begin, begun, nextTurn } = stage(1);
    for (let n = 0; n < 4; n++) void begin(`a1 ${n}`, { network: 'a', seat: '1' });
    void begin('a2', { network: 'a', seat: '2' });
    for (let n = 0; n < 2; n++) void begin(`b ${n}`, { network: 'b', seat: '3' });
    for (let n = 0; n < 7; n++) await nextTurn();
    expect(begun).toEqual(['a1 0', 'a1 1', 'b 0', 'a2', 'b 1', 'a1 2', 'a1 3']);
  });

  it('refuses what a seat, or all together, may not have waiting, and serves the rest', async () => {
    const { begin, begun, nextTurn } = stage(1, { mostOfSeat: 2, most: 3 });
    for (let n = 0; n < 3; n++) void begin(`a ${n}`);
    const own = begin('a 3');
    void begin('c', { seat: 'c' });
    await expect(own).rejects.toThrow(Crowded);
    await expect(own).rejects.toMatchObject({ isOwn: true });
    const over = begin('d', { seat: 'd' });
    await expect(over).rejects.toMatchObject({ isOwn: false });
    for (let n = 0; n < 4; n++) await nextTurn();
    expect(begun).toEqual(['a 0', 'a 1', 'c', 'a 2']);
  });

  it('skips those who have gone', async () => {
    const { begin, begun, nextTurn } = stage(1);
    void begin('a');
    let isGone = false;
    const gone = begin('gone', { isGone: () => isGone });
    isGone = true;
    void begin('b');
    await settled();
    const left = expect(gone).rejects.toThrow(Left);
    await nextTurn();
    await left;
    expect(begun).toEqual(['a', 'b']);
  });
});
