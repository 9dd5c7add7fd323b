import ipaddr from 'ipaddr.js';

/**
 * The networks an address stands for, the narrowest first: an IPv4 address is its own; an IPv6
 * address stands for its /64, since one host has all of that to choose from, then for the /56 and
 * the /48 that customers are given.
 */
export function networksOf(address: string): string[] {
  if (!ipaddr.isValid(address)) return [address];
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return [parsed.toString()];
  const { parts } = parsed as ipaddr.IPv6;
  const hex = (count: number, mask = 0xffff) =>
    parts
      .slice(0, count)
      .map((part, i) => (i === count - 1 ? part & mask : part).toString(16))
      .join(':');
  return [hex(4), `${hex(4, 0xff00)}/56`, `${hex(3)}/48`];
}
