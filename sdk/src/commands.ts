import type { Ask, Reply } from './connection.js';
import { errorOf, type RoomletError, unreachable } from './errors.js';
import type { Read } from './guards.js';

/** What is asked of a room one is in, and is answered once. */
export interface Commands {
  /** Fails at once while the room isn't joined. */
  ask(command: Ask, reply: Reply): void;
  /**
   * @param lasts doing it twice is doing it once: without an answer it waits for the room to be
   *   joined again, and is asked again.
   */
  run<T>(type: Ask['type'], fields: object, read: Read<T>, lasts?: boolean): Promise<T>;
  /** The room is joined; or it is over, and what waits fails with this. */
  resume(over?: RoomletError): void;
}

export function createCommands(
  room: string,
  askService: (command: Ask, reply: Reply) => void,
  isInside: () => boolean,
): Commands {
  const waiting: (() => void)[] = [];
  let ended: RoomletError | undefined;

  const ask = (command: Ask, reply: Reply) =>
    isInside() ? askService(command, reply) : reply(ended ?? unreachable());

  return {
    ask,
    run: (type, fields, read, lasts) =>
      new Promise((resolve, reject) => {
        const go = () =>
          // The signatures of the Room's methods are what may be said.
          ask({ type, room, ...fields } as Ask, (answer) => {
            const value = read(answer);
            if (value) resolve(value);
            else if (lasts && !isInside() && !ended) waiting.push(go);
            else reject(errorOf(answer));
          });
        go();
      }),
    resume(over) {
      ended = over;
      for (const go of waiting.splice(0)) go();
    },
  };
}
