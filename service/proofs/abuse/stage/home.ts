import type { BareClient } from '../../../conformance/bare-client.js';
import type { Committed } from '../../../conformance/frames.js';
import { freshKey } from '../../../conformance/harness.js';
import { createRoom, json } from '../../../conformance/http.js';
import type { Stage } from './stage.js';

/** A room with a host and a guest in it, and what a stranger may have of their own. */
export interface Home {
  readonly stage: Stage;
  readonly url: string;
  readonly room: string;
  readonly hostToken: string;
  readonly host: BareClient;
  readonly hostSeat: string;
  readonly hostId: string;
  readonly guest: BareClient;
  readonly guestSeat: string;
  readonly guestId: string;
  /** The secret key that the guest joined with. */
  readonly guestKey: string;
  /** Seqs of a message of each, and the key of the guest's. */
  readonly hostMessage: number;
  readonly guestMessage: number;
  readonly messageKey: string;
  /** The token of a seat that was given up. */
  readonly endedSeat: string;
  /** Another room, of which the stranger is host. */
  readonly otherRoom: string;
  readonly otherSeat: string;
  readonly otherHostToken: string;
  /** Could be a code; no room has it. */
  readonly nowhere: string;
}

export async function makeHome(stage: Stage): Promise<Home> {
  const { url } = stage;
  const { facts, hostToken } = await createRoom(url, { title: 'Home' });
  const room = facts.code;
  const [host, guest, leaver, stranger] = await Promise.all([1, 2, 3, 4].map(() => stage.open()));
  if (!host || !guest || !leaver || !stranger) throw new Error('four were opened');
  const hana = await host.join(room, { name: 'Hana', hostToken });
  const guestKey = freshKey();
  const gil = await guest.join(room, { name: 'Gil', key: guestKey });
  const lea = await leaver.join(room, { name: 'Lea' });
  await leaver.ok({ type: 'leave', room });
  const { seq: hostMessage } = await host.post(room, 'from the host', freshKey());
  const messageKey = freshKey();
  const { seq: guestMessage } = await guest.post(room, 'from the guest', messageKey);
  const other = await createRoom(url);
  const otherRoom = other.facts.code;
  const own = await stranger.join(otherRoom, { name: 'Mallory', hostToken: other.hostToken });
  return {
    stage,
    url,
    room,
    hostToken,
    host,
    hostSeat: hana.seat,
    hostId: hana.self.id,
    guest,
    guestSeat: gil.seat,
    guestId: gil.self.id,
    guestKey,
    hostMessage,
    guestMessage,
    messageKey,
    endedSeat: lea.seat,
    otherRoom,
    otherSeat: own.seat,
    otherHostToken: other.hostToken,
    nowhere: 'bbb-bbb-bbb',
  };
}

/** A connection of its own with a guest's seat of its own. */
export async function visitor(
  { stage, room }: Pick<Home, 'stage' | 'room'>,
  name = 'Vera',
): Promise<BareClient> {
  const client = await stage.open();
  await client.join(room, { name });
  return client;
}

/** A message over HTTP, without a socket. */
export function postOverHttp(home: Home, seat: string, text: string): Promise<Committed> {
  const body = { key: freshKey(), text };
  return json(home.url, `/v1/rooms/${home.room}/messages`, { body, seat });
}
