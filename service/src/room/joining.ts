import { Left, type Place } from '../limits/pace.js';
import { type Admission, admit, type Credentials } from './admission.js';
import type { Link } from './audience.js';
import { joinEvents, type Recovery, recover, type Since } from './history.js';
import type { Room } from './room.js';
import { memberOf } from './state.js';
import type { Visitor } from './visitor.js';

export interface JoinRequest extends Credentials {
  readonly since?: Since | undefined;
  readonly tail?: number | undefined;
}

/**
 * Lets a connection into the room. `reply` is called with the fields of the `ok` in the turn in
 * which the connection starts to listen: no push of the room comes before it, and the first event
 * after it is its `seq` + 1.
 */
export async function join(
  room: Room,
  link: Link,
  request: JoinRequest,
  visitor: Visitor,
  reply: (seat: string, body: string) => void,
): Promise<void> {
  const { pageDefault } = room.context.settings.limits;
  const admission = await admit(room, request, visitor);
  visitor.right();
  const { seat } = admission;
  room.limits.take('commands', seat);
  room.requirePlace(seat, link);
  // Its seat is kept all the same, and given up after the grace.
  const gone = () => room.unattended(seat);
  const enter = (recovery: Recovery) => {
    if (!link.open) return gone();
    room.seat(seat);
    room.requirePlace(seat, link);
    room.attach(seat, link);
    reply(seat, joinedBody(room, admission, recovery));
  };
  const { since, tail = pageDefault } = request;
  const { network } = visitor;
  const place: Place = { kind: 'join', network, seat, isGone: () => !link.open };
  try {
    await room.context.pace.turn(place, () => recover(room, since, tail, enter));
  } catch (error) {
    // For a link that is gone when its turn comes nothing is read: its client comes back on another.
    if (error instanceof Left) gone();
    else throw error;
  }
}

function joinedBody(
  room: Room,
  { seat, token }: Admission,
  { events, recovered }: Recovery,
): string {
  const { state } = room;
  const readOf = (id: string) => Math.min(room.reads.of(id), state.head);
  const read = readOf(seat);
  const head = JSON.stringify({
    facts: state.facts,
    epoch: state.epoch,
    seq: state.head,
    first: state.first,
    self: memberOf(room.seat(seat)),
    seat: token,
    ...(read > 0 && { read }),
    members: state.presentMembers(readOf),
    online: state.online.size,
    recovered,
  });
  return `${head.slice(0, -1)},"events":${joinEvents(events)}}`;
}
