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
  const actions = createActions(room, {
    draft: '',
    keepDraft: () => {},
    sent: () => {},
    failed: (error) => failures.push(error),
  });
  return { room, actions, failures };
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

describe('editing', () => {
  test('of the last one takes the newest own message that still has a text', () => {
    const { room, actions } = setUp();
    expect(actions.editLast()).toBe(true);
    expect(actions.composer.text.value).toBe('second');
    room.change({ messages: [sent(3, ANA, 'hers')] });
    expect(actions.editLast()).toBe(false);
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
