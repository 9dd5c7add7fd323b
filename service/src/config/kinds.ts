import { rangeOf } from '../limits/address.js';

/** What settings can be: how each is read, and how it is shown. */

export interface Kind<T> {
  /** Reads what a person wrote; undefined when it isn't one. */
  readonly read: (text: string) => T | undefined;
  /** What it must be, after "must be". */
  readonly must: string;
  readonly show: (value: T) => string;
  /** What a flag without a value stands for; absent: it needs one. */
  readonly bare?: string;
}

export const text = (must: string): Kind<string> => ({
  // A file or host of such a name is a slip, and what opens it would say so less plainly.
  read: (given) => (given.trim() === '' || /\p{Cc}/u.test(given) ? undefined : given),
  must,
  show: (value) => value,
});

export const whole = (min: number, max: number): Kind<number> => ({
  read: (given) => {
    const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  },
  must: `a whole number from ${min} to ${max}`,
  show: String,
});

export const choice = <T extends string>(...choices: readonly T[]): Kind<T> => ({
  read: (given) => choices.find((one) => one === given),
  must: `one of ${choices.join(', ')}`,
  show: (value) => value,
});

export const toggle: Kind<boolean> = {
  read: (given) => ({ true: true, 1: true, '': true, false: false, 0: false })[given],
  must: 'true or false',
  show: String,
  bare: 'true',
};

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Durations in ms, written as `500ms`, `30s`, `2m`, `1h`, `7d` or `forever`. */
export const duration = (min: number, max = Number.POSITIVE_INFINITY): Kind<number> => ({
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

/** Origins: `https://shop.example`, all below it, `*` for all, or `null`. May be given several times. */
export const origins: Kind<readonly string[]> = {
  read: (given) => list(given, (one) => one === '*' || one === 'null' || isOrigin(one)),
  must: 'origins such as https://shop.example or https://*.shop.example (lower case, no path, no default port), * or null, separated by commas',
  show: (value) => (value.length === 0 ? 'none' : value.join(',')),
};

/** An origin as browsers write it, perhaps with a star as the first of three labels or more. */
function isOrigin(given: string): boolean {
  const starless = given.replace(/^(https?:\/\/)\*\.(?=[^.]+\.[^.])/, '$1');
  const url = urlOf(starless);
  return url?.origin === starless && !starless.includes('*');
}

/** Addresses of the service, a path allowed. May be given several times. */
export const urls: Kind<readonly string[]> = {
  read: (given) =>
    list(given, (one) => {
      const url = urlOf(one);
      return url !== undefined && `${url.username}${url.password}${url.search}${url.hash}` === '';
    }),
  must: 'addresses such as https://chat.example or https://example.com/chat, separated by commas',
  show: (value) => (value.length === 0 ? 'none' : value.join(',')),
};

function urlOf(given: string): URL | undefined {
  if (!URL.canParse(given)) return undefined;
  const url = new URL(given);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}

function list(given: string, isGood: (one: string) => boolean): string[] | undefined {
  const all = given.split(',').map((one) => one.trim());
  return all.every(isGood) ? all : undefined;
}

/** How many proxies stand in front, or which networks they are in. */
export interface TrustedProxies {
  readonly hops: number;
  readonly networks: readonly string[];
}

const MOST_HOPS = 16;

export const proxies: Kind<TrustedProxies> = {
  read: (given) => {
    const word = { true: 1, '': 1, false: 0 }[given];
    const hops = word ?? (/^\d{1,2}$/.test(given) ? Number(given) : undefined);
    if (hops !== undefined) return hops <= MOST_HOPS ? { hops, networks: [] } : undefined;
    const networks = list(given, isNetwork);
    return networks && { hops: 0, networks };
  },
  must: `how many proxies there are (up to ${MOST_HOPS}), or networks such as 10.0.0.0/8,127.0.0.1`,
  show: ({ hops, networks }) => (networks.length > 0 ? networks.join(',') : String(hops)),
  bare: '1',
};

function isNetwork(given: string): boolean {
  try {
    return rangeOf(given).length > 0;
  } catch {
    return false;
  }
}

/** Where the figures are: on this machine, nowhere, or at an address of their own. */
export type FiguresPlace = 'loopback' | 'off' | { readonly host: string; readonly port: number };

export const figures: Kind<FiguresPlace> = {
  read: (given) => {
    if (given === 'loopback' || given === 'off') return given;
    const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(given) ?? [];
    const port = Number(digits);
    const host = bracketed ?? plain;
    return host !== undefined && port <= 65_535 ? { host, port } : undefined;
  },
  must: 'loopback, off, or a host:port such as 10.0.0.5:9090',
  show: (value) => (typeof value === 'string' ? value : `${value.host}:${value.port}`),
};

/** What must not be guessed; the empty one is none. */
export const secret: Kind<string> = {
  read: (given) => (/^[!-~]{16,200}$/.test(given) ? given : undefined),
  must: '16 to 200 printable ASCII characters without spaces',
  show: (value) => (value === '' ? 'none' : 'set'),
};
