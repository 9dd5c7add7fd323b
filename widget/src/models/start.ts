import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from './clock.js';
import { readCode, type TypedCode } from './code-field.js';
import { codeOf, type Problem, problemOf } from './problem.js';

export interface Entry {
  readonly name?: string;
  readonly password?: string;
}

/**
 * What the start view does; the ways in settle when the room is entered, or reject with why not.
 * One whose signal is aborted was called off, and MUST NOT enter any more.
 */
export interface Doors {
  create(entry: Entry, off: AbortSignal): Promise<void>;
  join(code: string, entry: Entry, off: AbortSignal): Promise<void>;
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
  /** Calls off what is under way. */
  cancel(): void;
  /** Puts a code into the field, as a link does. */
  invite(text: string): void;
  /** Forgets the invitation, to create a room instead. */
  decline(): void;
  /** Shows what went wrong on the way in. */
  fail(error: unknown): void;
  /** The room one wanted to go back to has ended. */
  gone(): void;
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
    } else if (reason === 'forbidden') {
      // Joining is anybody's; a host's or a verified member's name is theirs.
      problem.value = 'nameTaken';
    } else {
      problem.value = problemOf(error);
    }
  };
  let way = new AbortController();
  const attempt = async (
    kind: 'creating' | 'joining',
    enter: (off: AbortSignal) => Promise<void>,
  ) => {
    if (busy.value) return;
    way.abort();
    const own = new AbortController();
    way = own;
    busy.value = kind;
    problem.value = undefined;
    const stopWaiting = clock.after(PATIENCE_MS, () => {
      // The way in goes on being tried; meanwhile the form is theirs again.
      busy.value = undefined;
      problem.value = 'unavailable';
    });
    own.signal.addEventListener('abort', stopWaiting);
    // Of a way called off, or gone again since, nothing is shown any more.
    const shows = () => way === own && !own.signal.aborted;
    try {
      await enter(own.signal);
    } catch (error) {
      if (shows()) fail(error);
    } finally {
      stopWaiting();
      if (shows()) busy.value = undefined;
    }
  };
  const cancel = () => {
    way.abort();
    busy.value = undefined;
  };
  const reset = () => {
    typeCode('');
    invited.value = false;
    problem.value = undefined;
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
    create: () => attempt('creating', (off) => doors.create(entry.value, off)),
    async join() {
      const { code: room } = code.value;
      if (room) await attempt('joining', (off) => doors.join(room, entry.value, off));
      else problem.value = 'badCode';
    },
    cancel,
    invite(text) {
      cancel();
      typeCode(text);
      invited.value = code.value.code !== undefined;
      if (!invited.value) problem.value = 'badCode';
    },
    decline() {
      doors.decline();
      reset();
    },
    gone() {
      reset();
      problem.value = 'roomGone';
    },
    reset,
  };
}
