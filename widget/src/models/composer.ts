import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { codePoints, DEFAULT_LIMITS, type SentMessage } from '@roomlet/sdk';

/** From here on the reader is told how many characters are left. */
const NEAR = 200;
/** Here they are told again; more often nobody could listen to it. Below 0 is too much. */
const MARKS: readonly number[] = [NEAR, 100, 50, 20, 10, 0, -1];

/** What becomes of the text in the field when it is sent. */
export type ComposerMode =
  | { readonly name: 'new' }
  | { readonly name: 'reply'; readonly to: SentMessage }
  | { readonly name: 'edit'; readonly target: SentMessage };

const NEW: ComposerMode = { name: 'new' };

export interface Composer {
  readonly text: ReadonlySignal<string>;
  readonly mode: ReadonlySignal<ComposerMode>;
  /** Characters left, once few are; negative when over the limit. */
  readonly left: ReadonlySignal<number | undefined>;
  /** The same as it was when it last passed one of a few marks: what is said aloud. */
  readonly told: ReadonlySignal<number | undefined>;
  readonly canSend: ReadonlySignal<boolean>;
  type(text: string): void;
  /** Puts text at the caret; at the end while no field is drawn. */
  insert(text: string): void;
  /** The field knows its caret, so insertions are its own while it is there. */
  attach(insert: (text: string) => void): () => void;
  reply(to: SentMessage): void;
  /** Brings a message into the field, and the draft back afterwards. */
  edit(target: SentMessage, text?: string): void;
  /** Back to a new message. */
  cancel(): void;
  /** Sends or saves what stands there; nothing when it can't be sent. */
  send(): void;
}

export interface Outgoing {
  send(text: string, replyTo: number | undefined): void;
  edit(target: SentMessage, text: string): void;
  typing(on: boolean): void;
  keepDraft(text: string): void;
}

export function createComposer(draft: string, out: Outgoing): Composer {
  const text = signal(draft);
  const mode = signal(NEW);
  /** The draft that an edit took the place of. */
  let aside = '';
  let field: ((text: string) => void) | undefined;
  // Counted as the service will: trimmed, in code points.
  const length = computed(() => codePoints(text.value.trim()));
  const left = computed(() => {
    const rest = DEFAULT_LIMITS.textLength - length.value;
    return rest <= NEAR ? rest : undefined;
  });
  const passed = computed(() => {
    const { value = Number.POSITIVE_INFINITY } = left;
    return MARKS.filter((mark) => mark >= value).length;
  });
  const canSend = computed(() => length.value > 0 && length.value <= DEFAULT_LIMITS.textLength);
  const put = (value: string) => {
    text.value = value;
    if (mode.peek().name !== 'edit') out.keepDraft(value);
  };
  const become = (next: ComposerMode, value: string) =>
    batch(() => {
      mode.value = next;
      put(value);
    });
  /** What the field goes back to when the mode ends without sending. */
  const kept = () => (mode.peek().name === 'edit' ? aside : text.peek());
  const type = (value: string) => {
    put(value);
    out.typing(mode.peek().name !== 'edit' && value.trim() !== '');
  };
  return {
    text,
    mode,
    canSend,
    left,
    told: computed(() => (passed.value > 0 ? left.peek() : undefined)),
    type,
    insert: (more) => (field ? field(more) : type(text.peek() + more)),
    attach(insert) {
      field = insert;
      return () => {
        field = undefined;
      };
    },
    reply: (to) => become({ name: 'reply', to }, kept()),
    edit(target, value = target.text ?? '') {
      aside = kept();
      out.typing(false);
      become({ name: 'edit', target }, value);
    },
    cancel: () => become(NEW, kept()),
    send() {
      if (!canSend.peek()) return;
      const value = text.peek();
      const was = mode.peek();
      if (was.name === 'edit') {
        become(NEW, aside);
        if (value.trim() !== was.target.text) out.edit(was.target, value);
      } else {
        become(NEW, '');
        out.typing(false);
        out.send(value, was.name === 'reply' ? was.to.seq : undefined);
      }
    },
  };
}
