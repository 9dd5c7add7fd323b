import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Room, RoomState } from '@roomlet/sdk';
import { placeNow } from './by-seq.js';
import { firstUnread } from './divider.js';
import type { Pin } from './pin.js';
import { grow, mostRows, newer, older, type Range, tail } from './range.js';
import { rowKey } from './row-key.js';
import { groupRows, type Row } from './rows.js';

/** A room as its list shows it: its state when it was last looked at, and the part that is drawn. */
export interface Drawn {
  readonly state: ReadonlySignal<RoomState>;
  /** The rows the document holds: a part of the messages. */
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** Whether the rows reach the newest message. */
  readonly atEnd: ReadonlySignal<boolean>;
  readonly range: Range;
  /** How far one had read when one came; what came later stands under the line "New". */
  readonly readBefore: number | undefined;
  /** Takes over what has become of the room. */
  follow(): void;
  /** Draws another part. */
  move(to: Range): void;
  /** More rows above; false where there are none at hand. */
  older(): boolean;
  /** More rows below. */
  newer(): void;
  /** The list is so high, px. */
  fit(height: number): void;
  /** Draws the line "New" after this seq, or none. */
  divide(readBefore: number | undefined): void;
}

export function createDrawn(room: Room, pin: Pin): Drawn {
  const state = signal(room.state);
  const rows = signal<readonly Row[]>([]);
  const atEnd = signal(true);
  let range = tail(room.state.messages.length);
  let readBefore: number | undefined;
  let most = mostRows(0);

  const draw = (fresh?: string) =>
    batch(() => {
      const { messages, self, hasOlder, members } = state.peek();
      const unread = readBefore === undefined ? undefined : firstUnread(state.peek(), readBefore);
      const seen = Math.max(0, ...members.map(({ id, read = 0 }) => (id === self.id ? 0 : read)));
      const shown = { ...range, selfId: self.id, hasOlder, seen, unread: unread?.seq, fresh };
      rows.value = groupRows({ messages, ...shown }, rows.peek());
      atEnd.value = range.end === messages.length;
    });
  const move = (to: Range) => {
    range = to;
    draw();
  };
  draw();
  return {
    state,
    rows,
    atEnd,
    get range() {
      return range;
    },
    get readBefore() {
      return readBefore;
    },
    follow() {
      const { messages: before, epoch } = state.peek();
      const { messages } = room.state;
      const isPinned = pin.pinned.peek();
      // In another log the numbers mean others.
      const at = epoch === room.state.epoch ? placeNow(before, messages, range.start) : -1;
      // Unsent ones stand last, below what comes in; who sees one goes on seeing it.
      const isUnsent = before[range.end - 1]?.status !== 'sent';
      const end = isUnsent && !isPinned ? placeNow(before, messages, range.end - 1) + 1 : 0;
      if (at < 0) range = tail(messages.length);
      else if (end > at) range = { start: at, end };
      else range = grow(range, before.length, messages.length, at - range.start, isPinned);
      const last = messages.at(-1);
      const isAlone = messages.length === before.length + 1 && last !== before.at(-1);
      batch(() => {
        state.value = room.state;
        draw(last && isAlone && isPinned ? rowKey(last) : undefined);
      });
    },
    move,
    older() {
      if (range.start === 0) return false;
      move(older(range, most));
      return true;
    },
    newer: () => move(newer(range, state.peek().messages.length, most)),
    fit(height) {
      most = mostRows(height);
    },
    divide(read) {
      readBefore = read;
      draw();
    },
  };
}
