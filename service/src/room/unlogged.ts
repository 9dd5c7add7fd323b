import type { Signal } from '@roomlet/sdk/protocol';
import type { Commit } from '../engine/engine.js';
import { memberOf, type RoomState } from './state.js';

/**
 * What hosts are told of a commit that the log doesn't tell: in a crowd neither `joined` nor, then,
 * `left` is logged [W14], and a host moderates only whom they know of.
 * @param state as it was before the commit.
 */
export function unloggedChanges(state: RoomState, { seats = [], ended = [] }: Commit): Signal[] {
  const came = seats.filter(({ id, logged }) => !logged && !state.seats.has(id));
  const left = ended.filter((id) => state.seats.get(id)?.logged === false);
  return [
    ...came.map((seat): Signal => ({ kind: 'joined', member: memberOf(seat) })),
    ...left.map((member): Signal => ({ kind: 'left', member })),
  ];
}
