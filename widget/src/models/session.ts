import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Client, type HeldSeat, parseRoomCode, type Room } from '@roomlet/sdk';
import type { Clock } from './clock.js';
import { codeOf } from './problem.js';
import type { RoomModel } from './room.js';
import type { SiteMemory } from './site-memory.js';
import { createStart, type Entry, PATIENCE_MS, type Start } from './start.js';

/** What the panel shows. */
export type View =
  | { readonly name: 'start' }
  /** On the way back to a seat this browser holds. */
  | { readonly name: 'entering'; readonly code: string }
  | { readonly name: 'room'; readonly room: RoomModel };

export interface Session extends Pick<Client, 'exportRoom'> {
  readonly view: ReadonlySignal<View>;
  readonly start: Start;
  /** Rooms this browser holds a seat in, as they were when the start was gone to; newest first. */
  readonly rooms: ReadonlySignal<readonly HeldSeat[]>;
  readonly unread: ReadonlySignal<number>;
  /** The way back takes so long that something must be wrong. */
  readonly stalled: ReadonlySignal<boolean>;
  /** Straight in where this browser holds a seat, or with a `name`; else the code stands ready. */
  invite(code: string, name?: string): void;
  /** Back into a room by the seat this browser holds. */
  resume(code: string): void;
  holdsSeat(code: string): boolean;
  /** From the way back to the start. */
  cancel(): void;
  /** Into the room again, after its seat ended. */
  rejoin(): void;
  /** To the start; a seat is kept while the page is open, and the way back to it too. */
  close(): void;
  /** Gives the seat up; rejects when that didn't reach the service. */
  leave(): Promise<void>;
  dispose(): void;
}

/** Begins to show a room that was joined. */
export type OpenRoom = (room: Room) => RoomModel;

export interface SessionScene {
  readonly client: Client;
  readonly memory: SiteMemory;
  readonly clock: Clock;
  /** Display name to offer. */
  readonly name: string;
  /** Loads what a room is made of: no seat is taken in one that couldn't be shown. */
  readonly loadRoom: () => Promise<OpenRoom>;
  /** The visitor is in a room, or declined to go where they were invited. */
  readonly onSettled: () => void;
}

export function createSession(scene: SessionScene): Session {
  const { client, memory, clock, name, loadRoom, onSettled } = scene;
  const view = signal<View>({ name: 'start' });
  const stalled = signal(false);
  const rooms = signal(client.seats());
  const holdsSeat = (code: string) => client.seats().some((seat) => seat.code === code);

  const go = (next: View) => {
    const now = view.peek();
    if (now.name === 'room') now.room.dispose();
    if (next.name === 'start') rooms.value = client.seats();
    view.value = next;
  };
  const enter = (room: Room, openRoom: OpenRoom) => {
    onSettled();
    memory.keep({ code: room.code });
    // From another page there is no way back into it.
    room.on('closed', () => {
      if (memory.view().code === room.code) memory.keep({ code: undefined });
    });
    go({ name: 'room', room: openRoom(room) });
    start.reset();
  };
  const toStart = () => {
    memory.keep({ code: undefined });
    go({ name: 'start' });
  };
  /** Where the visitor is, or is on the way to. */
  const heading = () => {
    const now = view.peek();
    if (now.name === 'start')
      return start.busy.peek() === 'joining' ? start.code.peek().code : undefined;
    return now.name === 'room' ? now.room.code : now.code;
  };
  const enterFromStart = (room: Room, openRoom: OpenRoom, off: AbortSignal, wasHeld = false) => {
    // One who waited too long may be in another room by now.
    if (!off.aborted && view.peek().name === 'start') enter(room, openRoom);
    // Nobody stays to be seen in a room they called off, unless they thought better of it.
    else if (!wasHeld && heading() !== room.code) room.leave().catch(() => {});
  };
  const start = createStart(
    {
      async create(entry, off) {
        const openRoom = await loadRoom();
        if (off.aborted) return;
        enterFromStart(await client.createRoom(entry), openRoom, off);
      },
      async join(code, entry, off) {
        const openRoom = await loadRoom();
        if (off.aborted) return;
        const wasHeld = holdsSeat(code);
        enterFromStart(await client.join(code, entry), openRoom, off, wasHeld);
      },
      decline: onSettled,
    },
    name,
    clock,
  );

  /** @param isBack where one has been before; if not, a code was wrong rather than its room over. */
  const resume = async (code: string, entry: Entry = {}, isBack = true) => {
    const way: View = { name: 'entering', code };
    go(way);
    stalled.value = false;
    const stopWaiting = clock.after(PATIENCE_MS, () => {
      stalled.value = true;
    });
    try {
      const openRoom = await loadRoom();
      const room = await client.join(code, entry);
      // The visitor may have gone elsewhere meanwhile.
      if (view.peek() === way) enter(room, openRoom);
    } catch (error) {
      if (view.peek() !== way) return;
      go({ name: 'start' });
      if (isBack && codeOf(error) === 'not_found') {
        start.gone();
      } else {
        start.invite(code);
        start.fail(error);
      }
      // A service out of reach is no reason to forget the way back.
      if (codeOf(error) !== 'unavailable') memory.keep({ code: undefined });
    } finally {
      stopWaiting();
    }
  };

  return {
    view,
    start,
    rooms,
    holdsSeat,
    exportRoom: client.exportRoom,
    stalled,
    unread: computed(() => (view.value.name === 'room' ? view.value.room.unread.value : 0)),
    invite(text, as) {
      const code = parseRoomCode(text);
      const now = view.peek();
      if (now.name === 'room' && now.room.code === code) return;
      if (code && (as || holdsSeat(code))) {
        void resume(code, as ? { name: as } : {}, !as);
        return;
      }
      go({ name: 'start' });
      start.invite(text);
    },
    resume: (code) => void resume(code),
    cancel() {
      onSettled();
      toStart();
    },
    rejoin() {
      const now = view.peek();
      if (now.name === 'room')
        void resume(now.room.code, { name: now.room.state.peek().self.name });
    },
    close: toStart,
    async leave() {
      const now = view.peek();
      if (now.name !== 'room') return;
      await now.room.leave();
      toStart();
    },
    dispose() {
      start.cancel();
      const now = view.peek();
      if (now.name === 'room') now.room.dispose();
    },
  };
}
