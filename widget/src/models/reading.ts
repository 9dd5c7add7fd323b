import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { Room, RoomState } from '@roomlet/sdk';
import type { Clock } from './clock.js';
import type { SiteMemory } from './site-memory.js';
import { MOST_COUNTED } from './unread-count.js';

/** What is in view for less has not been read, ms. */
const BEAT_MS = 500;
const PAGE = 200;

/** How far the reader has got in a room, and what is left. */
export interface Reading {
  /** Messages of others not read yet; none while the newest is in view, or once the room ended. */
  readonly unread: ReadonlySignal<number>;
  stop(): void;
}

/**
 * Of a new seat: what was said before it is no news, up to where an earlier seat of this tab had
 * read.
 */
export function beginReading(room: Room, memory: SiteMemory): void {
  const { epoch, seq, read } = room.state;
  const { read: before } = memory.view();
  if (!read) room.read(before?.epoch === epoch ? before.seq : seq);
}

/**
 * Tells a room what its reader has read: a beat after the newest message came into view, all of it.
 * @param drawn the room's state as the list shows it
 * @param inView whether the end of the list is what the reader has before them
 */
export function createReading(
  room: Room,
  drawn: ReadonlySignal<RoomState>,
  inView: ReadonlySignal<boolean>,
  memory: SiteMemory,
  clock: Clock,
): Reading {
  let stopped = false;
  const newest = computed(() => {
    const kept = drawn.value.messages.findLast((message) => message.status === 'sent');
    return kept?.seq ?? 0;
  });
  const isDue = computed(() => inView.value && newest.value > drawn.value.read);
  const position = computed(() => drawn.value.read);

  /** Counting needs all that came after the position, and a join brings only the end of it. */
  const reachBack = async () => {
    for (;;) {
      const { hasOlder, messages, read, seq, unread } = room.state;
      const oldest = messages[0];
      const reaches = read === seq || (oldest?.status === 'sent' && oldest.seq <= read);
      if (stopped || !hasOlder || reaches || unread > MOST_COUNTED) return;
      await room.loadOlder(PAGE);
    }
  };

  // Where it fails, the count is of what is loaded.
  reachBack().catch(() => {});
  const offs = [
    effect(() => {
      const { epoch } = drawn.peek();
      memory.keep({ read: { epoch, seq: position.value } });
    }),
    effect(() => {
      if (!isDue.value) return;
      let cancel: () => void;
      const wait = () => {
        cancel = clock.after(BEAT_MS, () => {
          room.read(newest.peek());
          wait();
        });
      };
      wait();
      return () => cancel();
    }),
  ];
  return {
    unread: computed(() => (inView.value || drawn.value.closed ? 0 : drawn.value.unread)),
    stop() {
      stopped = true;
      for (const off of offs) off();
    },
  };
}
