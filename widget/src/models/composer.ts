import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { codePoints, DEFAULT_LIMITS } from '@roomlet/sdk';

/** From here on the reader is told how many characters are left. */
const NEAR = 200;

export interface Composer {
  readonly text: ReadonlySignal<string>;
  /** Characters left, once few are; negative when over the limit. */
  readonly left: ReadonlySignal<number | undefined>;
  readonly canSend: ReadonlySignal<boolean>;
  type(text: string): void;
  /** Sends what stands there and empties the field; nothing when it can't be sent. */
  send(): void;
}

export interface Outgoing {
  send(text: string): void;
  typing(on: boolean): void;
  keepDraft(text: string): void;
}

export function createComposer(draft: string, out: Outgoing): Composer {
  const text = signal(draft);
  // Counted as the service will: trimmed, in code points.
  const length = computed(() => codePoints(text.value.trim()));
  const canSend = computed(() => length.value > 0 && length.value <= DEFAULT_LIMITS.textLength);
  const put = (value: string) => {
    text.value = value;
    out.keepDraft(value);
  };
  return {
    text,
    canSend,
    left: computed(() => {
      const left = DEFAULT_LIMITS.textLength - length.value;
      return left <= NEAR ? left : undefined;
    }),
    type(value) {
      put(value);
      out.typing(value.trim() !== '');
    },
    send() {
      if (!canSend.peek()) return;
      const value = text.peek();
      put('');
      out.typing(false);
      out.send(value);
    },
  };
}
