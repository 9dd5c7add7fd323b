import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A network: an address of it, and how many of the leading bits are the network's. */
export type Range = readonly [Address, number];

/** `10.0.0.0/8`, or an address that stands for itself. @throws for anything else. */
export function rangeOf(written: string): Range {
  if (written.includes('/')) return ipaddr.parseCIDR(written);
  const address = parseAddress(written);
  if (!address || /[^0-9a-f:.]/i.test(written)) throw new Error(`${written} is no network`);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** An address as proxies write it: also with a port, in brackets, in quotes. */
export function parseAddress(written: string): Address | undefined {
  const bare = written.trim().replace(/^"(.*)"$/, '$1');
  const [, bracketed] = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(bare) ?? [];
  const [, plain] = /^([\d.]+)(?::\d{1,5})?$/.exec(bare) ?? [];
  const text = (bracketed ?? plain ?? bare).replace(/%.*$/, '');
  if (text.includes(':')) return ipaddr.IPv6.isValid(text) ? ipaddr.process(text) : undefined;
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : undefined;
}

export function isWithin(address: Address, [network, bits]: Range): boolean {
  if (address.kind() !== network.kind()) return false;
  return (address as ipaddr.IPv6).match(network as ipaddr.IPv6, bits);
}
