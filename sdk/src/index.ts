/** `@roomlet/sdk`: chat rooms for an interface of your own. */
export type { JoinOptions } from './admission.js';
export {
  type Client,
  type ClientOptions,
  type CreateOptions,
  createClient,
  type HeldSeat,
} from './client.js';
export type { Clock } from './clock.js';
export type { Status } from './connection-state.js';
export type { Off } from './emitter.js';
export { RoomletError } from './errors.js';
export type { Sent, UnsentMessage } from './outbox.js';
export type { ErrorCode } from './protocol/error-code.js';
export type { Facts, Member, PresentMember, RoomEvent, Signal } from './protocol/event.js';
export type { Message } from './protocol/fold.js';
/** The limits that forms count along with; all of them are in `@roomlet/sdk/protocol`. */
export { TEXT_LIMITS as DEFAULT_LIMITS } from './protocol/limits.js';
export type { ClosedCode, Committed, Moderated } from './protocol/push.js';
export { parseRoomCode } from './protocol/room-code.js';
export { codePoints } from './protocol/text.js';
export type { Moderation, Room, RoomEvents } from './room.js';
export type { Closed, RoomState, TimelineMessage } from './room-state.js';
export type { SocketLike, WebSocketLike } from './socket.js';
export type { StorageLike } from './storage.js';
export type { SentMessage } from './timeline.js';
export type { LocksLike, WindowLike } from './window.js';
