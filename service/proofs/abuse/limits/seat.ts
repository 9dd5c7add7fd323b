import type { BareClient } from '../../../conformance/bare-client.js';
import { freshKey } from '../../../conformance/harness.js';
import type { Stage } from '../stage/stage.js';

/** One seat on many connections, each from an address of its own. */
export interface Seat {
  readonly stage: Stage;
  readonly url: string;
  readonly room: string;
  readonly hostToken: string;
  readonly token: string;
  readonly id: string;
  readonly sockets: readonly BareClient[];
}

export async function takeSeatOn(stage: Stage, sockets: number): Promise<Seat> {
  const { facts, hostToken } = await stage.room();
  const room = facts.code;
  const first = await stage.open();
  const { seat: token, self } = await first.join(room, { name: 'Ana' });
  const others = Array.from({ length: sockets - 1 }, async () => {
    const client = await stage.open();
    await client.join(room, { seat: token });
    return client;
  });
  const all = [first, ...(await Promise.all(others))];
  return { stage, url: stage.url, room, hostToken, token, id: self.id, sockets: all };
}

/** A guest of the same room, from elsewhere. */
export async function onlooker({ stage, room }: Seat): Promise<BareClient> {
  const client = await stage.open();
  await client.join(room, { name: 'Onlooker' });
  return client;
}

/** The seat's own messages, within its rate. */
export async function messagesOf({ sockets, room }: Seat, count: number): Promise<number[]> {
  const seqs: number[] = [];
  for (let n = 0; n < count; n++) {
    const { seq } = (await sockets[0]?.post(room, `message ${n}`, freshKey())) ?? { seq: 0 };
    seqs.push(seq);
  }
  return seqs;
}

/** As many at once as there are, dealt out over the seat's sockets in turn. */
export function deal<T>(
  { sockets }: Seat,
  items: readonly T[],
  act: (client: BareClient, item: T) => Promise<string>,
): Promise<string[]> {
  return Promise.all(
    items.map((item, n) => {
      const client = sockets[n % sockets.length];
      return client ? act(client, item) : Promise.resolve('no socket');
    }),
  );
}

export const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
