import { describe, expect, test } from 'vitest';
import { ANA, MIA, sent } from '../testing/fake-room.js';
import { createComposer } from './composer.js';

function setUp(draft = '') {
  const log: unknown[][] = [];
  let kept = draft;
  const composer = createComposer(draft, {
    send: (...what) => log.push(['send', ...what]),
    edit: (target, text) => log.push(['edit', target.seq, text]),
    typing: (on) => log.push(['typing', on]),
    keepDraft: (text) => {
      kept = text;
    },
  });
  const done = () => log.filter(([what]) => what !== 'typing');
  return { composer, log, done, kept: () => kept };
}

const hers = sent(3, ANA, 'Four?');
const mine = sent(4, MIA, 'Yes, four.');

describe('an answer', () => {
  test('goes out with the message it answers, and the next one without', () => {
    const { composer, done } = setUp();
    composer.reply(hers);
    composer.type('Four.');
    composer.send();
    composer.type('Bye');
    composer.send();
    expect(done()).toEqual([
      ['send', 'Four.', 3],
      ['send', 'Bye', undefined],
    ]);
  });

  test('keeps what was written, when it begins and when it is called off', () => {
    const { composer, kept } = setUp('half a sen');
    composer.reply(hers);
    expect(composer.text.value).toBe('half a sen');
    composer.type('half a sentence');
    composer.cancel();
    expect(composer.mode.value.name).toBe('new');
    expect(composer.text.value).toBe('half a sentence');
    expect(kept()).toBe('half a sentence');
  });
});

describe('an edit', () => {
  test('brings the message into the field, saves it, and gives the draft back', () => {
    const { composer, done, kept } = setUp('half a sen');
    composer.edit(mine);
    expect(composer.text.value).toBe('Yes, four.');
    composer.type('Yes, five.');
    expect(kept()).toBe('half a sen');
    composer.send();
    expect(done()).toEqual([['edit', 4, 'Yes, five.']]);
    expect(composer.text.value).toBe('half a sen');
    expect(composer.mode.value.name).toBe('new');
  });

  test('called off, or given up for an answer, gives the draft back too', () => {
    const { composer } = setUp('half a sen');
    composer.edit(mine);
    composer.type('x');
    composer.cancel();
    expect(composer.text.value).toBe('half a sen');
    composer.edit(mine);
    composer.edit(mine);
    composer.reply(hers);
    expect(composer.text.value).toBe('half a sen');
  });

  test('that changes nothing sends nothing, and one of no text can’t be saved', () => {
    const { composer, done } = setUp();
    composer.edit(mine);
    composer.type(' Yes, four. ');
    composer.send();
    composer.edit(mine);
    composer.type('  ');
    composer.send();
    expect(composer.mode.value.name).toBe('edit');
    expect(done()).toEqual([]);
  });

  test('tells nobody that one is typing', () => {
    const { composer, log } = setUp();
    composer.edit(mine);
    composer.type('x');
    expect(log).not.toContainEqual(['typing', true]);
  });
});

describe('how much is left', () => {
  const told = (...lengths: number[]) => {
    const { composer } = setUp();
    return lengths.map((length) => {
      composer.type('x'.repeat(length));
      return composer.told.value;
    });
  };

  test('is said when it begins to count, and then not for every character', () => {
    expect(told(3_000, 3_799, 3_800, 3_801, 3_899, 3_900, 3_910)).toEqual([
      undefined,
      undefined,
      200,
      200,
      200,
      100,
      100,
    ]);
  });

  test('is said as it is where much was put in at once, and where it is too much', () => {
    expect(told(3_863, 4_000, 4_001, 4_002, 3_999, 10)).toEqual([137, 0, -1, -1, 1, undefined]);
  });
});

test('an insertion goes to the field, which knows its caret; without one to the end', () => {
  const { composer } = setUp('Hi');
  composer.insert('!');
  expect(composer.text.value).toBe('Hi!');
  const got: string[] = [];
  const detach = composer.attach((text) => got.push(text));
  composer.insert('?');
  detach();
  composer.insert('.');
  expect(got).toEqual(['?']);
  expect(composer.text.value).toBe('Hi!.');
});
