import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Asking, createAsking } from './asking.js';
import type { Problem } from './problem.js';

/** A field with what is so now, until somebody types in it; then with what was typed, until it is saved. */
export interface SavedField extends Pick<Asking, 'busy' | 'problem'> {
  readonly text: ReadonlySignal<string>;
  /** Code points it may have. */
  readonly longest: number;
  type(text: string): void;
  /** @returns whether it was saved. */
  save(): Promise<boolean>;
}

export interface FieldScene {
  readonly longest: number;
  /** What is so now. */
  current(): string;
  /** Rejects when it can't be kept. */
  keep(text: string): Promise<unknown>;
  /** What went wrong, where the usual words don't say it. */
  sentence?(error: unknown): Problem;
}

export function createSavedField({ longest, current, keep, sentence }: FieldScene): SavedField {
  const typed = signal<string | undefined>(undefined);
  /** What was saved last, and what was so before: the news of it may come after the answer. */
  const saved = signal<{ text: string; before: string } | undefined>(undefined);
  const text = computed(() => {
    if (typed.value !== undefined) return typed.value;
    const now = current();
    return saved.value?.before === now ? saved.value.text : now;
  });
  const { busy, problem, ask, forgive } = createAsking(sentence);
  return {
    text,
    longest,
    busy,
    problem,
    type(next) {
      typed.value = next;
      forgive();
    },
    async save() {
      const saving = text.peek();
      const before = current();
      const done = await ask(() => keep(saving.trim()));
      // What was typed meanwhile stays.
      if (done && typed.peek() === saving) {
        typed.value = undefined;
        saved.value = { text: saving.trim(), before };
      }
      return done;
    },
  };
}
