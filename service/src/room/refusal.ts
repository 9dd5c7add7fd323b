import type { ErrorCode, Failure } from '@roomlet/sdk/protocol';
import { PasswordQueueFull } from '../auth/password-queue.js';
import { EngineBusy, EngineFailure, RoomErased } from '../engine/engine.js';
import { Crowded, Left } from '../limits/pace.js';

/** A command that can't be done: what its error reply says. `message` tells what to do next [W2]. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;
  /** ms. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, retryAfter?: number) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  get failure(): Failure {
    const { code, message, retryAfter } = this;
    return { code, message, ...(retryAfter !== undefined && { retryAfter }) };
  }
}

export const refuse = {
  noRoom: () =>
    new Refusal(
      'not_found',
      'No room has this code. Check it with whoever shared it, or create a room.',
    ),
  notJoined: () => new Refusal('unauthorized', 'Join the room first, then send this again.'),
  noToken: () =>
    new Refusal('unauthorized', "Send the seat's token as Authorization: Bearer <token>."),
  noSeat: () =>
    new Refusal('unauthorized', 'This seat is unknown or has ended. Join anew without it.'),
  wrongHostToken: () =>
    new Refusal(
      'unauthorized',
      "This is not the room's host token. Join without it, or use the right one.",
    ),
  noIdentities: () =>
    new Refusal('unauthorized', 'This service takes no identities. Join without one.'),
  needsPassword: () =>
    new Refusal('password_required', 'This room has a password. Join with the right one.'),
  locked: () => new Refusal('locked', 'This room is locked. Ask its host to unlock it.'),
  full: (limit: number) =>
    new Refusal(
      'room_full',
      `This room is full (${limit} members). Try again when someone has left.`,
    ),
  crowdedNetwork: () =>
    new Refusal(
      'room_full',
      'Your network has as many seats in this room as one may have. Leave one, or join from another.',
    ),
  noName: () => new Refusal('bad_request', 'Field "name": a new seat needs one.'),
  copiedName: () =>
    new Refusal(
      'forbidden',
      'A host or a verified member of this room bears this name. Choose another one.',
    ),
  noMessage: () =>
    new Refusal('not_found', 'The log has no such message (it may be deleted, or too old).'),
  notYours: () =>
    new Refusal('forbidden', 'Only its author may edit a message; its author or a host delete it.'),
  editedTooOften: (limit: number) =>
    new Refusal(
      'forbidden',
      `A message can be edited ${limit} times, and this one was. Send another one instead.`,
    ),
  tooManyKinds: (limit: number) =>
    new Refusal(
      'forbidden',
      `A message can have ${limit} kinds of reactions, and this one has. Choose one of those.`,
    ),
  tooManyOwnKinds: (limit: number) =>
    new Refusal(
      'forbidden',
      `You can react to a message with ${limit} emoji, and you did. Take one away first.`,
    ),
  hostsOnly: () =>
    new Refusal('forbidden', 'Only hosts may do this. Join with the host token to be one.'),
  notByToken: () =>
    new Refusal(
      'forbidden',
      'Only a host who joined with the host token may renew it. Join with it first.',
    ),
  renewedHostToken: () =>
    new Refusal(
      'forbidden',
      "This room's host token was renewed. Use the new one, or create a room with another key.",
    ),
  tooSoon: (retryAfter: number) =>
    new Refusal(
      'slow_mode',
      `This room is in slow mode. Send again in ${seconds(retryAfter)}.`,
      retryAfter,
    ),
  tooMany: (what: string, retryAfter: number) =>
    new Refusal(
      'rate_limited',
      `Too many ${what}. Try again in ${seconds(retryAfter)}.`,
      retryAfter,
    ),
  tooManyRooms: (limit: number) =>
    new Refusal('forbidden', `A connection can be in ${limit} rooms. Leave one, or open another.`),
  tooManyConnections: (limit: number) =>
    new Refusal(
      'forbidden',
      `A seat can be held by ${limit} connections. Close one of them, then join again.`,
    ),
  logMovedOn: () =>
    new Refusal('unavailable', 'The log moved on faster than it was read. Try again.', 1_000),
  unavailable: () =>
    new Refusal('unavailable', 'The service cannot keep anything just now. Try again soon.', 2_000),
  busy: (retryAfter: number) =>
    new Refusal(
      'unavailable',
      `The service has too much to do. Try again in ${seconds(retryAfter)}.`,
      retryAfter,
    ),
  notYet: () => new Refusal('forbidden', 'This service does not take this command yet.'),
} as const;

function seconds(ms: number): string {
  const s = Math.ceil(ms / 1000);
  return s === 1 ? '1 second' : `${s} seconds`;
}

/** The refusal that an error stands for; undefined for one that nobody expected. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof RoomErased) return refuse.noRoom();
  if (error instanceof Crowded) {
    const { isOwn, retryAfter } = error;
    return isOwn
      ? refuse.tooMany('reads of your seat at once', retryAfter)
      : refuse.busy(retryAfter);
  }
  // Nobody hears this: whoever asked has left.
  if (error instanceof Left) return refuse.busy(1_000);
  if (error instanceof EngineBusy) return refuse.busy(error.retryAfter);
  if (error instanceof PasswordQueueFull) {
    const { isAddress, retryAfter } = error;
    return isAddress
      ? refuse.tooMany('passwords from your address', retryAfter)
      : refuse.busy(retryAfter);
  }
  if (error instanceof EngineFailure) return refuse.unavailable();
  return undefined;
}
