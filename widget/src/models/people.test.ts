import { signal } from '@preact/signals';
import { RoomletError } from '@roomlet/sdk';
import { describe, expect, test } from 'vitest';
import { ANA, FakeRoom, MIA } from '../testing/fake-room.js';
import { createPeople } from './people.js';

const BEN = { id: 'ben', name: 'Ben' };

function setUp() {
  const room = new FakeRoom('k7w-q2m-x9d');
  const state = signal(room.state);
  room.subscribe(() => {
    state.value = room.state;
  });
  const names: string[] = [];
  const { rename, moderate } = room;
  const people = createPeople({ state, rename, moderate }, (name) => names.push(name));
  return { room, people, names };
}

describe('the list', () => {
  test('begins with oneself, then who is here, then who is away', () => {
    const { room, people } = setUp();
    const members = [
      { ...ANA, online: false },
      { ...BEN, online: true },
      { ...MIA, online: true },
    ];
    room.change({ members });
    expect(people.members.value.map(({ name }) => name)).toEqual(['Mia', 'Ben', 'Ana']);
  });

  test('[W14] says how many more there are than it names', () => {
    const { room, people } = setUp();
    expect(people.others.value).toBe(0);
    room.change({ memberCount: 240 });
    expect(people.others.value).toBe(239);
  });
});

describe('one’s name', () => {
  test('is trimmed, kept, and offered in the next room', async () => {
    const { room, people, names } = setUp();
    people.name.type('  Mia B ');
    expect(await people.name.save()).toBe(true);
    expect(room.asked).toEqual([['rename', 'Mia B']]);
    expect(names).toEqual(['Mia B']);
  });

  test('shows as saved before the news of it comes, and follows what comes later', async () => {
    const { room, people } = setUp();
    people.name.type('Mia B');
    await people.name.save();
    expect(people.name.text.value).toBe('Mia B');
    room.change({ self: { ...MIA, name: 'Mia C' } });
    expect(people.name.text.value).toBe('Mia C');
  });

  test.each(['bad_request', 'too_large'] as const)(
    'that the service calls %s is at fault',
    async (code) => {
      const { room, people, names } = setUp();
      people.name.type('?');
      room.refusal = new RoomletError(code, 'No.');
      expect(await people.name.save()).toBe(false);
      expect(people.name.problem.value).toBe('badName');
      expect(people.name.text.value).toBe('?');
      expect(names).toEqual([]);
      people.name.type('Mia');
      expect(people.name.problem.value).toBeUndefined();
    },
  );
});

test('a name that copies a host’s is told to be somebody else’s', async () => {
  const { room, people } = setUp();
  people.name.type('Ana');
  room.refusal = new RoomletError('forbidden', 'No.');
  expect(await people.name.save()).toBe(false);
  expect(people.name.problem.value).toBe('nameTaken');
});

test('what is being typed stays, whatever another host makes of the title', async () => {
  const { room, people } = setUp();
  room.change({ title: 'Launch' });
  expect(people.title.text.value).toBe('Launch');
  people.title.type('Lau');
  room.change({ title: 'Dinner' });
  expect(people.title.text.value).toBe('Lau');
});

test('what is typed while it is saved isn’t lost', async () => {
  const { people } = setUp();
  people.title.type('Lau');
  const saving = people.title.save();
  people.title.type('Launch');
  await saving;
  expect(people.title.text.value).toBe('Launch');
});

test('the doors are asked for one after the other, none is forgotten, and they say what went wrong', async () => {
  const { room, people } = setUp();
  const locking = people.lock(true);
  const slowing = people.slow(5_000);
  expect(room.asked).toHaveLength(0);
  expect(await Promise.all([locking, slowing])).toEqual([true, true]);
  room.refusal = new RoomletError('forbidden', 'No.');
  expect(await people.removePassword()).toBe(false);
  expect(people.doors.problem.value).toBe('forbidden');
  expect(room.asked).toEqual([
    ['moderate', 'lock'],
    ['moderate', 'slow', { value: 5_000 }],
    ['moderate', 'password', {}],
  ]);
});
