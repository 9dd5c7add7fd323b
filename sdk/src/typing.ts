import type { Clock } from './clock.js';
import type { Off } from './emitter.js';

/** How long one sign of typing is believed, and how often our own is repeated, ms. */
const BELIEVED = 6_000;
const REPEAT = 3_000;

export interface Typing {
  /** A sign from the room: this member types, or stopped. */
  heard(member: string, on: boolean): void;
  /** Our own; calling it on every keystroke sends one frame per three seconds. */
  own(on: boolean): void;
  /** Our message went out, which ends our typing for everyone without a sign. */
  sent(): void;
  stop(): void;
}

/** @param changed gets the ids of the others who are typing, whenever they change. */
export function createTyping(
  clock: Clock,
  tell: (on: boolean) => void,
  changed: (ids: readonly string[]) => void,
): Typing {
  const ends = new Map<string, Off>();
  let saidAt = 0;

  function heard(member: string, on: boolean): void {
    const end = ends.get(member);
    end?.();
    ends.delete(member);
    if (on)
      ends.set(
        member,
        clock.after(BELIEVED, () => heard(member, false)),
      );
    if (!end === on) changed([...ends.keys()]);
  }

  return {
    heard,
    own(on) {
      const now = clock.now();
      if (on ? Math.abs(now - saidAt) < REPEAT : !saidAt) return;
      saidAt = on ? now : 0;
      tell(on);
    },
    sent() {
      saidAt = 0;
    },
    stop() {
      for (const member of ends.keys()) heard(member, false);
    },
  };
}
