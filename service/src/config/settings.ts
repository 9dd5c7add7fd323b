import { BACKLOG_BYTES, DEFAULT_LIMITS } from '@roomlet/sdk/protocol';
import {
  choice,
  duration,
  figures,
  type Kind,
  origins,
  proxies,
  secret,
  text,
  toggle,
  urls,
  whole,
} from './kinds.js';

/**
 * Every setting of the service: one table, from which the flags, the environment names, the help
 * and the types follow. Precedence: flag, environment, settings file, default.
 */

interface Setting<T> {
  readonly kind: Kind<T>;
  readonly default: T;
  readonly about: string;
  /** Environment name where it isn't ROOMLET_ and the name. */
  readonly env?: string;
}

const setting = <T>(kind: Kind<T>, byDefault: T, about: string, env?: string): Setting<T> => ({
  kind,
  default: byDefault,
  about,
  ...(env && { env }),
});

const count = (max = 1_000_000_000) => whole(1, max);

export const SETTINGS = {
  port: setting(whole(0, 65_535), 8080, 'Port to listen on; 0 takes a free one.', 'PORT'),
  host: setting(text('a host name or address'), '127.0.0.1', 'Address to listen on.', 'HOST'),
  data: setting(text('a folder'), './data', 'Folder of the data; made when missing.'),
  allowOrigin: setting(
    origins,
    [],
    "Origins of pages that may connect, beside the service's own and localhost; https://*.shop.example for all below; repeatable.",
  ),
  allowLocalhost: setting(toggle, true, "Whether pages of the visitor's own machine may connect."),
  publicUrl: setting(
    urls,
    [],
    'Where the service is reached from outside, such as https://chat.example; repeatable. Under other names than these and localhost it then answers 421.',
  ),
  trustProxy: setting(
    proxies,
    { hops: 0, networks: [] },
    'Take visitors’ addresses from X-Forwarded-For: how many proxies of your own add to it (1 when no value is given), or their networks such as 10.0.0.0/8,127.0.0.1.',
  ),
  metrics: setting(
    figures,
    'loopback',
    'Where /metrics answers: loopback, off, or a host:port of its own.',
  ),
  metricsToken: setting(
    secret,
    '',
    'Bearer token with which /metrics answers from anywhere; better in the environment than as a flag.',
  ),
  durability: setting(
    choice('power', 'process'),
    'power',
    'What an acked message outlives: a power cut, or only the end of the process (faster).',
  ),
  logLevel: setting(
    choice('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
    'info',
    'Least severe log lines to write.',
  ),
  drain: setting(
    duration(0, 600_000),
    5_000,
    'How soon clients come back after a stop; half of it is spent sending them away.',
  ),
  seatGrace: setting(duration(100), 120_000, 'How long a seat without a connection is kept.'),
  roomGrace: setting(duration(100), 300_000, 'How long a room without seats is kept.'),
  frameBytes: setting(whole(1_024, 1_048_576), DEFAULT_LIMITS.frameBytes, 'Bytes of one frame.'),
  bodyBytes: setting(whole(1_024, 1_048_576), DEFAULT_LIMITS.bodyBytes, 'Bytes of one HTTP body.'),
  backlogBytes: setting(
    whole(65_536, 1_073_741_824),
    BACKLOG_BYTES,
    'Bytes a slow reader may fall behind before it is cut off.',
  ),
  textLength: setting(count(), DEFAULT_LIMITS.textLength, 'Characters of a message.'),
  nameLength: setting(count(), DEFAULT_LIMITS.nameLength, 'Characters of a name.'),
  titleLength: setting(count(), DEFAULT_LIMITS.titleLength, "Characters of a room's title."),
  passwordLength: setting(count(), DEFAULT_LIMITS.passwordLength, 'Characters of a password.'),
  emojiBytes: setting(count(), DEFAULT_LIMITS.emojiBytes, 'Bytes of a reaction.'),
  pageSize: setting(count(10_000), DEFAULT_LIMITS.pageSize, 'Most events in a page of history.'),
  pageDefault: setting(
    count(10_000),
    DEFAULT_LIMITS.pageDefault,
    'Events in a page when none are named.',
  ),
  slowModeMax: setting(duration(1), DEFAULT_LIMITS.slowModeMs, 'Longest slow mode.'),
  roomsPerConnection: setting(
    count(),
    DEFAULT_LIMITS.roomsPerConnection,
    'Rooms one connection may be in.',
  ),
  membersPerRoom: setting(count(), DEFAULT_LIMITS.membersPerRoom, 'Seats in a room.'),
  seatsPerAddress: setting(
    count(),
    DEFAULT_LIMITS.seatsPerAddress,
    'Seats in a room that one address may have; the host token passes.',
  ),
  logMessages: setting(
    count(),
    DEFAULT_LIMITS.logMessages,
    'Messages kept per room; the oldest go first.',
  ),
  logLength: setting(
    count(),
    DEFAULT_LIMITS.logLength,
    'Events of all kinds kept per room; the oldest go first.',
  ),
  editsPerMessage: setting(count(), DEFAULT_LIMITS.editsPerMessage, 'Edits of a message.'),
  reactionsPerMessage: setting(
    count(),
    DEFAULT_LIMITS.reactionsPerMessage,
    'Kinds of reactions on a message.',
  ),
  reactionsPerMember: setting(
    count(),
    DEFAULT_LIMITS.reactionsPerMember,
    'Kinds of reactions of one member on a message.',
  ),
  toggleBurst: setting(count(), 40, 'Times one reaction may go on or off at once.'),
  toggleRate: setting(count(), 6, 'Times one reaction may go on or off per minute after that.'),
  sendBurst: setting(count(), 10, 'Messages a seat may send at once.'),
  sendRate: setting(count(), 2, 'Messages a seat may send per second after that.'),
  amendBurst: setting(count(), 30, 'Edits, deletions and reactions a seat may make at once.'),
  amendRate: setting(count(), 5, 'Edits, deletions and reactions per second after that.'),
  renameBurst: setting(count(), 5, 'New names a seat may take at once.'),
  renameRate: setting(count(), 6, 'New names per minute after that.'),
  typingRate: setting(count(), 2, 'Typing signals of a seat per second; others are dropped.'),
  readRate: setting(count(), 2, 'Read positions of a seat per second; others count a bit later.'),
  presenceRate: setting(count(), 2, 'Presence signals of a seat per second; others come later.'),
  commandBurst: setting(
    count(),
    40,
    'Other commands a connection may give at once; a seat twice as many, over all of its own.',
  ),
  commandRate: setting(count(), 20, 'Other commands per second after that, a seat twice as many.'),
  httpReadBurst: setting(count(), 60, 'Reads over HTTP a seat may make at once.'),
  httpReadRate: setting(count(), 10, 'Reads over HTTP of a seat per second after that.'),
  addressReadBurst: setting(count(), 300, 'Reads over HTTP an address may make at once.'),
  addressReadRate: setting(count(), 50, 'Reads over HTTP of an address per second after that.'),
  connectionsPerSeat: setting(count(), 30, 'Connections that may hold one seat.'),
  joinedWithin: setting(
    duration(100, 600_000),
    30_000,
    'How long a connection may stay before a join of it succeeds.',
  ),
  refusedJoins: setting(count(), 20, 'Refused joins before a connection without any is closed.'),
  badFrameRate: setting(count(), 1_000, 'Unreadable frames per minute and address.'),
  joinRate: setting(count(), 60, 'New seats per minute and address.'),
  guessRate: setting(count(), 10, 'Wrong codes, passwords or tokens per minute and address.'),
  lookupBurst: setting(count(), 600, 'Look-ups that may fail at once, of all addresses together.'),
  lookupRate: setting(count(), 100, 'Failing look-ups per second after that.'),
  passwordRate: setting(count(), 60, 'Passwords checked or set per minute and address.'),
  passwordsPerAddress: setting(count(), 30, 'Passwords in work or waiting per address and room.'),
  passwordsPerRoom: setting(count(), 100, 'Passwords in work or waiting per room.'),
  passwordsInAll: setting(count(), 400, 'Passwords in work or waiting in all.'),
  createRate: setting(count(), 30, 'Rooms created per hour and address.'),
  connections: setting(
    whole(16, 10_000_000),
    100_000,
    'Connections of all kinds at a time; never more than the limit of open files leaves room for.',
  ),
  connectionsPerAddress: setting(
    count(),
    200,
    'WebSocket connections of an address at a time; an IPv6 /56 has 4 times that, a /48 16 times.',
  ),
  unjoinedConnections: setting(
    count(),
    1_000,
    'WebSocket connections in the service that have not joined a room yet.',
  ),
  upgradeBurst: setting(count(), 400, 'WebSocket connections an address may open at once.'),
  upgradeRate: setting(count(), 50, 'WebSocket connections per second and address after that.'),
  serviceUpgradeBurst: setting(count(), 2_000, 'WebSocket connections all may open at once.'),
  serviceUpgradeRate: setting(count(), 500, 'WebSocket connections per second after that.'),
  connectBurst: setting(count(), 1_000, 'TCP connections an address may open at once.'),
  connectRate: setting(count(), 100, 'TCP connections per second and address after that.'),
  bodiesPerAddress: setting(count(), 32, 'HTTP bodies an address may be sending at a time.'),
  bodiesAtOnce: setting(count(), 512, 'HTTP bodies on their way to the service at a time.'),
  exportsAtOnce: setting(
    count(),
    4,
    'Exports the service makes at a time, half of them for one address at most.',
  ),
  exportsPerSeat: setting(count(), 6, 'Exports per hour and seat, one at a time.'),
  exportPace: setting(
    count(),
    16_384,
    'Bytes per second that the reader of an export must take on average.',
  ),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = {
  readonly [name in SettingName]: (typeof SETTINGS)[name] extends Setting<infer T> ? T : never;
};

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** A setting with its type forgotten, for those who go through all of them. */
export function anySetting(name: SettingName): Setting<unknown> {
  return SETTINGS[name] as Setting<unknown>;
}

/** `seatGrace` → `--seat-grace`. */
export function flagOf(name: SettingName): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `seatGrace` → `ROOMLET_SEAT_GRACE`. */
export function envOf(name: SettingName): string {
  const own = anySetting(name).env;
  return own ?? `ROOMLET_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
