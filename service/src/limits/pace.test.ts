import { describe, expect, it } from 'vitest';
import { settled } from '../room/testing.js';
import { Paced } from './pace.js';

/** Works that end when told to, and a loop that goes on when told to. */
function stage(atOnce: number) {
  const later: (() => void)[] = [];
  const pace = new Paced(atOnce, (work) => later.push(work));
  const begun: string[] = [];
  const begin = (name: string, work: () => Promise<void> = async () => {}) =>
    pace.turn(async () => {
      begun.push(name);
      await work();
    });
  const nextTurn = async () => {
    for (const work of later.splice(0)) work();
    await settled();
  };
  return { begin, begun, nextTurn };
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
    void begin('slow', () => new Promise((resolve) => (end = resolve)));
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
    const failing = begin('failing', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await nextTurn();
    await begin('next');
    expect(begun).toEqual(['failing', 'next']);
  });
});
