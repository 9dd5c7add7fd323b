import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from './clock.js';
import { readCode, type TypedCode } from './code-field.js';
import { codeOf, type Problem, problemOf } from './problem.js';

export interface Entry {
  readonly name?: string;
  readonly password?: string;
}

/** What the start view does; the ways in settle when the room is entered, or reject with why not. */
export interface Doors {
  create(entry: Entry): Promise<void>;
  join(code: string, entry: Entry): Promise<void>;
  /** The invitation is not wanted. */
  decline(): void;
}

/** The start view: create a room, or join one by its code. */
export interface Start {
  readonly name: ReadonlySignal<string>;
  readonly code: ReadonlySignal<TypedCode>;
  readonly password: ReadonlySignal<string>;
  readonly asksPassword: ReadonlySignal<boolean>;
  /** A link brought the code: joining is what the visitor came for. */
  readonly invited: ReadonlySignal<boolean>;
  readonly busy: ReadonlySignal<'creating' | 'joining' | undefined>;
  readonly problem: ReadonlySignal<Problem | undefined>;
  typeName(text: string): void;
  typeCode(text: string): void;
  typePassword(text: string): void;
  create(): Promise<void>;
  join(): Promise<void>;
  /** Puts a code into the field, as a link does. */
  invite(text: string): void;
  /** Forgets the invitation, to create a room instead. */
  decline(): void;
  /** Shows what went wrong on the way in. */
  fail(error: unknown): void;
  /** As after a room was left. */
  reset(): void;
}

/** So long a way in is worth waiting for without a word. */
export const PATIENCE_MS = 8_000;

export function createStart(doors: Doors, initialName: string, clock: Clock): Start {
  const name = signal(initialName);
  const code = signal<TypedCode>({ text: '' });
  const password = signal('');
  const asksPassword = signal(false);
  const invited = signal(false);
  const busy = signal<'creating' | 'joining' | undefined>(undefined);
  const problem = signal<Problem | undefined>(undefined);
  const entry = computed<Entry>(() => ({
    ...(name.value.trim() && { name: name.value.trim() }),
    ...(asksPassword.value && password.value && { password: password.value }),
  }));

  const typeCode = (text: string) => {
    code.value = readCode(text);
    asksPassword.value = false;
    password.value = '';
    problem.value = undefined;
  };
  const fail = (error: unknown) => {
    const reason = codeOf(error);
    if (reason === 'password_required') {
      problem.value = asksPassword.value ? 'passwordWrong' : 'passwordRequired';
      asksPassword.value = true;
    } else if (reason === 'bad_request' || reason === 'too_large') {
      // The code was read here, so of what is sent only the name can be at fault.
      problem.value = 'badName';
    } else {
      problem.value = problemOf(error);
    }
  };
  const attempt = async (kind: 'creating' | 'joining', enter: () => Promise<void>) => {
    if (busy.value) return;
    busy.value = kind;
    problem.value = undefined;
    // The way in goes on being tried; meanwhile the form is theirs again.
    const stopWaiting = clock.after(PATIENCE_MS, () => {
      busy.value = undefined;
      problem.value = 'unavailable';
    });
    try {
      await enter();
    } catch (error) {
      fail(error);
    } finally {
      stopWaiting();
      busy.value = undefined;
    }
  };

  return {
    name,
    code,
    password,
    asksPassword,
    invited,
    busy,
    problem,
    fail,
    typeCode,
    typeName(text) {
      name.value = text;
      problem.value = undefined;
    },
    typePassword(text) {
      password.value = text;
      problem.value = undefined;
    },
    create: () => attempt('creating', () => doors.create(entry.value)),
    async join() {
      const { code: room } = code.value;
      if (room) await attempt('joining', () => doors.join(room, entry.value));
      else problem.value = 'badCode';
    },
    invite(text) {
      typeCode(text);
      invited.value = code.value.code !== undefined;
      if (!invited.value) problem.value = 'badCode';
    },
    decline() {
      doors.decline();
      typeCode('');
      invited.value = false;
    },
    reset() {
      typeCode('');
      invited.value = false;
      problem.value = undefined;
    },
  };
}
