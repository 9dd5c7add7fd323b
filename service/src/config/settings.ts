import { BACKLOG_BYTES, DEFAULT_LIMITS } from '@roomlet/sdk/protocol';

/**
 * Every setting of the service: one table, from which the flags, the environment names, the help
 * and the types follow. Precedence: flag, environment, settings file, default.
 */

interface Kind<T> {
  /** Reads what a person wrote; undefined when it isn't one. */
  readonly read: (text: string) => T | undefined;
  /** What it must be, after "must be". */
  readonly must: string;
  readonly show: (value: T) => string;
}

const text = (must: string): Kind<string> => ({
  read: (given) => (given.trim() === '' ? undefined : given),
  must,
  show: (value) => value,
});

const whole = (min: number, max: number): Kind<number> => ({
  read: (given) => {
    const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  },
  must: `a whole number from ${min} to ${max}`,
  show: String,
});

const choice = <T extends string>(...choices: readonly T[]): Kind<T> => ({
  read: (given) => choices.find((one) => one === given),
  must: `one of ${choices.join(', ')}`,
  show: (value) => value,
});

const toggle: Kind<boolean> = {
  read: (given) => ({ true: true, 1: true, '': true, false: false, 0: false })[given],
  must: 'true or false',
  show: String,
};

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Durations in ms, written as `500ms`, `30s`, `2m`, `1h`, `7d` or `forever`. */
const duration = (min: number, max = Number.POSITIVE_INFINITY): Kind<number> => ({
  read: (given) => {
    if (given === 'forever' && max === Number.POSITIVE_INFINITY) return max;
    const [, amount, unit] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(given) ?? [];
    const value = Number(amount) * UNITS[(unit ?? 'ms') as keyof typeof UNITS];
    return value >= min && value <= max ? value : undefined;
  },
  must:
    max === Number.POSITIVE_INFINITY
      ? `a time of at least ${min} ms, such as 30s, 2m, 1h, 7d or forever`
      : `a time from ${min} to ${max} ms, such as 500ms, 30s or 2m`,
  show: (value) => {
    if (value === Number.POSITIVE_INFINITY) return 'forever';
    const unit = (['d', 'h', 'm', 's'] as const).find((one) => value % UNITS[one] === 0);
    return unit ? `${value / UNITS[unit]}${unit}` : `${value}ms`;
  },
});

/** Origins: `https://shop.example`, or `*` for all, or `null`. May be given several times. */
const origins: Kind<readonly string[]> = {
  read: (given) => {
    const all = given.split(',').map((one) => one.trim());
    return all.every((one) => one === '*' || one === 'null' || isOrigin(one)) ? all : undefined;
  },
  must: 'origins such as https://shop.example (no path), * or null, separated by commas',
  show: (value) => (value.length === 0 ? 'none' : value.join(',')),
};

function isOrigin(given: string): boolean {
  try {
    const url = new URL(given);
    return url.origin === given && /^https?:$/.test(url.protocol);
  } catch {
    return false;
  }
}

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
    "Origins of pages that may connect, beside the service's own and localhost; repeatable.",
  ),
  trustProxy: setting(
    toggle,
    false,
    'Take visitors’ addresses from the last X-Forwarded-For entry; only behind your own proxy.',
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
  logLength: setting(
    count(),
    DEFAULT_LIMITS.logLength,
    'Events kept per room; the oldest go first.',
  ),
  sendBurst: setting(count(), 10, 'Messages a seat may send at once.'),
  sendRate: setting(count(), 2, 'Messages a seat may send per second after that.'),
  commandBurst: setting(count(), 40, 'Other commands a connection may give at once.'),
  commandRate: setting(count(), 20, 'Other commands per second after that.'),
  joinRate: setting(count(), 60, 'New seats per minute and address.'),
  guessRate: setting(count(), 10, 'Wrong codes, passwords or tokens per minute and address.'),
  passwordRate: setting(count(), 60, 'Passwords checked or set per minute and address.'),
  passwordsPerAddress: setting(count(), 30, 'Passwords in work or waiting per address and room.'),
  passwordsPerRoom: setting(count(), 100, 'Passwords in work or waiting per room.'),
  passwordsInAll: setting(count(), 400, 'Passwords in work or waiting in all.'),
  createRate: setting(count(), 30, 'Rooms created per hour and address.'),
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
