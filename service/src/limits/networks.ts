import ipaddr from 'ipaddr.js';

/** A part of the internet that limits count as one visitor. */
export interface Network {
  readonly name: string;
  /** How many times the limit of an address it may use. */
  readonly share: number;
}

/** One host has a whole /64 to choose from; a customer has a /56, an organisation a /48. */
const PREFIXES = [
  { bytes: 8, share: 1 },
  { bytes: 7, share: 4 },
  { bytes: 6, share: 16 },
];

/** Whatever can't be read counts as one visitor. */
const UNREADABLE: readonly Network[] = [{ name: 'unreadable', share: 1 }];

/** The shares that there are, narrowest first. */
export const SHARES: readonly number[] = PREFIXES.map(({ share }) => share);

/**
 * The networks that an address is in, the narrowest first: an IPv4 address is its own, also when it
 * comes mapped into IPv6.
 */
export function networksOf(address: string): readonly Network[] {
  if (!ipaddr.isValid(address)) return UNREADABLE;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return [{ name: parsed.toString(), share: 1 }];
  const hex = Buffer.from(parsed.toByteArray()).toString('hex');
  return PREFIXES.map(({ bytes, share }) => ({
    name: `${hex.slice(0, 2 * bytes)}/${8 * bytes}`,
    share,
  }));
}
