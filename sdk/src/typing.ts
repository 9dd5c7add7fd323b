import type { Clock } from './clock.js';
import type { Off } from './emitter.js';

/** How long one sign of typing is believed, and how often our own is repeated, ms. */
const BELIEVED = 6_000;
const REPEAT = 3_000;

export interface Typing {
  /** Ids of the others who are typing; another array only when it changed. */
  readonly members: readonly string[];
  /** A sign from the room. */
  heard(member: string, on: boolean): void;
  /** Our own; calling it on every keystroke sends one frame per three seconds. */
  own(on: boolean): void;
  /** Our message went out, which ends our typing for everyone without a sign. */
  sent(): void;
  stop(): void;
}

export interface TypingParts {
  readonly clock: Clock;
  tell(on: boolean): void;
  changed(): void;
}

export function createTyping({ clock, tell, changed }: TypingParts): Typing {
  const ends = new Map<string, Off>();
  let members: readonly string[] = [];
  let saidAt = 0;

  function heard(member: string, on: boolean): void {
    const known = ends.has(member);
    ends.get(member)?.();
    ends.delete(member);
    if (on)
      ends.set(
        member,
        clock.after(BELIEVED, () => heard(member, false)),
      );
    if (known !== on) {
      members = [...ends.keys()];
      changed();
    }
  }

  return {
    get members() {
      return members;
    },
    heard,
    own(on) {
      const now = clock.now();
      const sinceSaid = Math.abs(now - saidAt);
      if (on ? sinceSaid < REPEAT : sinceSaid >= BELIEVED) return;
      saidAt = on ? now : 0;
      tell(on);
    },
    sent() {
      saidAt = 0;
    },
    stop() {
      for (const member of [...ends.keys()]) heard(member, false);
    },
  };
}
