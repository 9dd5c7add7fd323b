import type { Room, SentMessage, TimelineMessage } from '@roomlet/sdk';
import { messageBySeq } from './by-seq.js';
import { type Composer, createComposer } from './composer.js';
import { codeOf, type Problem } from './problem.js';

/** What one does with messages. What fails is told to the visitor, as far as the list doesn't. */
export interface Actions {
  readonly composer: Composer;
  react(seq: number, emoji: string, on: boolean): void;
  /** Begins an answer in the composer. */
  reply(message: SentMessage): void;
  /** Brings an own message into the composer. */
  edit(message: SentMessage): void;
  /** The same with one's newest one; false when there is none, or while it isn't kept. */
  editLast(): boolean;
  delete(seq: number): void;
}

export interface ActionsScene {
  readonly draft: string;
  keepDraft(text: string): void;
  /** An own message is in the list. */
  sent(): void;
  /** @param problem what went wrong, where the usual words don't say it. */
  failed(error: unknown, problem?: Problem): void;
}

export function createActions(room: Room, scene: ActionsScene): Actions {
  const { failed } = scene;
  /** Texts that were saved, by the keys of their messages, and the seqs of the edits once known. */
  const saved = new Map<string, { readonly text: string; by?: number }>();
  /** As it will be once the last edit has come back. */
  const asSaved = (message: SentMessage): SentMessage => {
    const { text, by = Number.POSITIVE_INFINITY } = saved.get(message.key) ?? { by: 0 };
    return by > room.state.seq ? { ...message, text } : message;
  };
  const composer = createComposer(scene.draft, {
    send(text, replyTo) {
      // The list shows what became of it, and `error` tells it.
      room.send(text, replyTo === undefined ? {} : { replyTo }).catch(() => {});
      scene.sent();
    },
    async edit(target, text) {
      const edit: { text: string; by?: number } = { text };
      saved.set(target.key, edit);
      try {
        edit.by = (await room.edit(target.seq, text)).seq;
      } catch (error) {
        if (saved.get(target.key) === edit) saved.delete(target.key);
        failed(error);
        // What was written isn't lost, unless something else stands in the field.
        if (composer.mode.peek().name === 'new') composer.edit(target, text);
      }
    },
    typing: (on) => room.typing(on),
    keepDraft: scene.keepDraft,
  });
  return {
    composer,
    react: (seq, emoji, on) =>
      void room.react(seq, emoji, on).catch((error) => {
        // Reacting is anybody's, as long as a message takes more kinds.
        failed(error, codeOf(error) === 'forbidden' ? 'reactionFull' : undefined);
      }),
    reply: composer.reply,
    edit: (message) => composer.edit(asSaved(message)),
    editLast() {
      const { messages, self } = room.state;
      const last = messages.findLast(({ by, text }) => by.id === self.id && text !== undefined);
      if (last?.status !== 'sent') return false;
      composer.edit(asSaved(last));
      return true;
    },
    delete: (seq) => void room.delete(seq).catch(failed),
  };
}

/** Whether the message that is answered or edited in the composer can't be any more. */
export function isOutdated({ mode }: Composer, messages: readonly TimelineMessage[]): boolean {
  const now = mode.peek();
  if (now.name === 'new') return false;
  const { seq } = now.name === 'reply' ? now.to : now.target;
  return messageBySeq(messages, seq)?.deleted === true;
}
