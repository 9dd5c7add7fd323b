import { RoomletError } from '@roomlet/sdk';
import { describe, expect, test } from 'vitest';
import { ANA, FakeRoom, MIA, sent } from '../testing/fake-room.js';
import { createActions } from './actions.js';

function setUp() {
  const room = new FakeRoom('k7w-q2m-x9d', [
    sent(1, MIA, 'first'),
    sent(2, MIA, 'second'),
    sent(3, ANA, 'hers'),
    { ...sent(4, MIA, ''), text: undefined, deleted: true },
  ]);
  const failures: unknown[] = [];
  const problems: unknown[] = [];
  const actions = createActions(room, {
    draft: '',
    keepDraft: () => {},
    sent: () => {},
    failed: (error, problem) => {
      failures.push(error);
      problems.push(problem);
    },
  });
  return { room, actions, failures, problems };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('what fails is told', async () => {
  const { room, actions, failures } = setUp();
  for (const act of [() => actions.react(3, '👍', true), () => actions.delete(1)]) {
    room.refusal = new RoomletError('rate_limited', 'No.');
    act();
    await settled();
  }
  expect(room.asked).toEqual([
    ['react', 3, '👍', true],
    ['delete', 1],
  ]);
  expect(failures).toHaveLength(2);
});

test('a reaction too many is told in words of its own', async () => {
  const { room, actions, problems } = setUp();
  room.refusal = new RoomletError('forbidden', 'No.');
  actions.react(3, '👍', true);
  await settled();
  expect(problems).toEqual(['reactionFull']);
});

describe('editing', () => {
  test('of the last one takes the newest own message that still has a text', () => {
    const { room, actions } = setUp();
    expect(actions.editLast()).toBe(true);
    expect(actions.composer.text.value).toBe('second');
    room.change({ messages: [sent(3, ANA, 'hers')] });
    expect(actions.editLast()).toBe(false);
  });

  test('of the last one is of none while that isn’t kept: the one before is not what was meant', () => {
    const { room, actions } = setUp();
    void room.send('third');
    expect(actions.editLast()).toBe(false);
    expect(actions.composer.mode.value.name).toBe('new');
    room.change({ messages: [sent(2, MIA, 'second'), sent(5, MIA, 'third')] });
    expect(actions.editLast()).toBe(true);
    expect(actions.composer.text.value).toBe('third');
  });

  test('begins again with what was saved, whether or not it has come back yet', async () => {
    const { room, actions } = setUp();
    actions.editLast();
    actions.composer.type('better');
    actions.composer.send();
    actions.editLast();
    expect(actions.composer.text.value).toBe('better');
    // Back to what the list still shows is a change, too.
    actions.composer.type('second');
    actions.composer.send();
    await settled();
    expect(room.asked).toEqual([
      ['edit', 2, 'better'],
      ['edit', 2, 'second'],
    ]);
    room.change({ messages: [sent(2, MIA, 'edited in another tab')] });
    actions.editLast();
    expect(actions.composer.text.value).toBe('edited in another tab');
  });

  test('after a save that failed begins with what the message says', async () => {
    const { room, actions } = setUp();
    actions.editLast();
    actions.composer.type('better');
    room.refusal = new RoomletError('rate_limited', 'No.');
    actions.composer.send();
    await settled();
    actions.composer.cancel();
    actions.editLast();
    expect(actions.composer.text.value).toBe('second');
  });

  test('that is acknowledged before it comes back still begins with what was saved', async () => {
    const { room, actions } = setUp();
    const { seq } = room.state;
    room.edit = async () => ({ seq: seq + 1, at: 0 });
    actions.editLast();
    actions.composer.type('better');
    actions.composer.send();
    await settled();
    actions.editLast();
    expect(actions.composer.text.value).toBe('better');
    room.change({ messages: [sent(2, MIA, 'better!')], seq: seq + 1 });
    actions.editLast();
    expect(actions.composer.text.value).toBe('better!');
  });

  test('that fails is told, and what was written comes back', async () => {
    const { room, actions, failures } = setUp();
    actions.editLast();
    actions.composer.type('better');
    room.refusal = new RoomletError('rate_limited', 'No.');
    actions.composer.send();
    await settled();
    expect(failures).toHaveLength(1);
    expect(actions.composer.text.value).toBe('better');
    expect(actions.composer.mode.value.name).toBe('edit');
  });
});
