import { type ReadonlySignal, signal } from '@preact/signals';
import { type Problem, problemOf } from './problem.js';

/** Something asked of the service, one at a time, and what became of it. */
export interface Asking {
  readonly busy: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<Problem | undefined>;
  /** @returns whether it was done; not when another is under way. */
  ask(what: () => Promise<unknown>): Promise<boolean>;
  /** What went wrong doesn't matter any more. */
  forgive(): void;
}

/** @param sentence says what went wrong, where the usual words don't. */
export function createAsking(sentence: (error: unknown) => Problem = problemOf): Asking {
  const busy = signal(false);
  const problem = signal<Problem | undefined>(undefined);
  const forgive = () => {
    problem.value = undefined;
  };
  return {
    busy,
    problem,
    forgive,
    async ask(what) {
      if (busy.peek()) return false;
      busy.value = true;
      forgive();
      try {
        await what();
        return true;
      } catch (error) {
        problem.value = sentence(error);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
