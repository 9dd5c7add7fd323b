import { backoff } from './backoff.js';
import type { Clock } from './clock.js';
import type { Ask, Reply } from './connection.js';
import type { Off } from './emitter.js';
import type { RoomletError } from './errors.js';

/**
 * Asks again and again until there is an answer that isn't an error which passes: after the time
 * the service names, else with backoff. Once called off it does nothing any more. It MUST be called
 * off when the connection goes, and begun anew on the next one.
 * @param patient false: only an outage passes.
 * @param reply MUST NOT be called before it has returned: what is answered at once passes.
 */
export type Errand = (command: Ask, reply: Reply, patient?: boolean) => Off;

export function createErrand(
  ask: (command: Ask, reply: Reply) => void,
  clock: Clock,
  random: () => number,
): Errand {
  return (command, reply, patient = true) => {
    let attempt = 0;
    let off: Off | undefined;
    let on = true;
    const go = () =>
      ask(command, (answer) => {
        if (!on) return;
        const { code, retryAfter = 0 } = answer as Partial<RoomletError>;
        if (code === 'unavailable' || (retryAfter && patient)) {
          off = clock.after(retryAfter > 0 ? retryAfter : backoff(attempt++, random()), go);
        } else reply(answer);
      });
    go();
    return () => {
      on = false;
      off?.();
    };
  };
}
