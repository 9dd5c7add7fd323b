/** Lengths that a client's forms count along with: code points of what is stored. */
export const TEXT_LIMITS = {
  textLength: 4_000,
  nameLength: 40,
  titleLength: 80,
  passwordLength: 200,
} as const;

/**
 * Every limit of the wire contract with its default. The service may be set to others; a client
 * that wants to count along reads these. Lengths are Unicode code points, sizes bytes, times ms.
 */
export const DEFAULT_LIMITS = {
  /** Bytes of one incoming frame. Over it: `too_large`; over four times it: the socket closes. */
  frameBytes: 65_536,
  /** Bytes of one HTTP body. */
  bodyBytes: 65_536,
  ...TEXT_LIMITS,
  emojiBytes: 64,
  /** Most events in one page of history, and most in a join's `tail`. */
  pageSize: 200,
  /** Events in a page, or a tail, when the client names no number. */
  pageDefault: 50,
  roomsPerConnection: 50,
  membersPerRoom: 10_000,
  /** Messages kept per room, and events of all kinds; by whichever is reached first the oldest go. */
  logMessages: 10_000,
  logLength: 50_000,
  editsPerMessage: 100,
  /** Kinds of reactions that are on, on one message: in all, and by one member. */
  reactionsPerMessage: 20,
  reactionsPerMember: 5,
  /** Live seats in one room that were taken from one network, hosts by the token excepted. */
  seatsPerAddress: 1_000,
  /** Longest slow mode. */
  slowModeMs: 3_600_000,
} as const satisfies Record<string, number>;

export type Limits = { [name in keyof typeof DEFAULT_LIMITS]: number };

/** Above this many seats `members` is cut and presence is batched [W14]. */
export const PRESENCE_CROWD = 100;

/** How much a client may fall behind before the service cuts it off [W11]. Bytes. */
export const BACKLOG_BYTES = 1_048_576;

export const KEY_LENGTH = 64;
export const JOIN_KEY_MIN_LENGTH = 16;
