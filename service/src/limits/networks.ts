import ipaddr from 'ipaddr.js';

/** A part of the internet that limits count as one visitor. */
export interface Network {
  readonly name: string;
  /** How many times the limit of an address it may use. */
  readonly share: number;
}

/** Addresses that can't be read count as one visitor. */
const UNREADABLE: readonly Network[] = [{ name: 'unreadable', share: 1 }];

/** The shares that there are, narrowest first. */
export const SHARES: readonly number[] = [1, 4, 16];

/**
 * The networks that an address is in, the narrowest first. An IPv4 address is its own, also when it
 * comes mapped into IPv6. Of IPv6 one host has a whole /64 to choose from, a customer a /56, and an
 * organisation a /48.
 */
export function networksOf(address: string): readonly Network[] {
  const parsed = parse(address);
  if (!parsed) return UNREADABLE;
  if (parsed instanceof ipaddr.IPv4) return [{ name: parsed.toString(), share: 1 }];
  const [a = 0, b = 0, c = 0, d = 0] = parsed.parts;
  const site = `${a.toString(16)}:${b.toString(16)}:${c.toString(16)}`;
  return [
    { name: `${site}:${d.toString(16)}/64`, share: 1 },
    { name: `${site}:${(d & 0xff00).toString(16)}/56`, share: 4 },
    { name: `${site}/48`, share: 16 },
  ];
}

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  try {
    return ipaddr.process(address);
  } catch {
    return undefined;
  }
}
