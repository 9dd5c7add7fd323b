import { computed, type ReadonlySignal } from '@preact/signals';
import { DEFAULT_LIMITS, type PresentMember } from '@roomlet/sdk';
import { type Asking, createAsking } from './asking.js';
import { codeOf, problemOf } from './problem.js';
import type { RoomModel } from './room.js';
import { createSavedField, type SavedField } from './saved-field.js';

export type { PresentMember };

/** Pauses between two messages of one member that a host can choose from, ms; 0: none. */
export const PAUSES_MS: readonly number[] = [0, 5_000, 10_000, 30_000, 60_000];

/** Who is in a room, one's own name in it, and what its hosts can do. */
export interface People {
  /** Oneself first, then who is here, then who is away. */
  readonly members: ReadonlySignal<readonly PresentMember[]>;
  /** How many more there are than the service names [W14]. */
  readonly others: ReadonlySignal<number>;
  readonly name: SavedField;
  readonly title: SavedField;
  readonly password: SavedField;
  /** The doors: lock, pause, password removal and closing, one at a time. */
  readonly doors: Asking;
  lock(on: boolean): Promise<boolean>;
  /** @param ms between two messages of one member; 0: no pause. */
  slow(ms: number): Promise<boolean>;
  removePassword(): Promise<boolean>;
  /** Erases the room for everyone. */
  end(): Promise<boolean>;
}

/** @param named one has another name now, which is offered in the next room too. */
export function createPeople(
  { state, rename, moderate }: Pick<RoomModel, 'state' | 'rename' | 'moderate'>,
  named: (name: string) => void,
): People {
  const rank = ({ id, online }: PresentMember) => (id === state.value.self.id ? 0 : online ? 1 : 2);
  const doors = createAsking();
  let turn = Promise.resolve(true);
  /** What is asked while another is under way waits: each is a setting of its own. */
  const inTurn = (what: () => Promise<unknown>) => {
    turn = turn.then(() => doors.ask(what));
    return turn;
  };
  const badName = (error: unknown) => {
    const code = codeOf(error);
    if (code === 'forbidden') return 'nameTaken';
    return code === 'bad_request' || code === 'too_large' ? 'badName' : problemOf(error);
  };
  return {
    members: computed(() => [...state.value.members].sort((a, b) => rank(a) - rank(b))),
    others: computed(() => Math.max(0, state.value.memberCount - state.value.members.length)),
    name: createSavedField({
      longest: DEFAULT_LIMITS.nameLength,
      current: () => state.value.self.name,
      async keep(name) {
        await rename(name);
        named(name);
      },
      sentence: badName,
    }),
    title: createSavedField({
      longest: DEFAULT_LIMITS.titleLength,
      current: () => state.value.title ?? '',
      keep: (value) => moderate('title', { value }),
    }),
    password: createSavedField({
      longest: DEFAULT_LIMITS.passwordLength,
      current: () => '',
      keep: (value) => moderate('password', { value }),
    }),
    doors,
    lock: (on) => inTurn(() => moderate(on ? 'lock' : 'unlock')),
    slow: (value) => inTurn(() => moderate('slow', { value })),
    removePassword: () => inTurn(() => moderate('password', {})),
    end: () => inTurn(() => moderate('close')),
  };
}
