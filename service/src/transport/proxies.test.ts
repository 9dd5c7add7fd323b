import { expect, it } from 'vitest';
import { Proxies } from './proxies.js';

const none = new Proxies({ hops: 0, networks: [] });
const one = new Proxies({ hops: 1, networks: [] });
const two = new Proxies({ hops: 2, networks: [] });
const listed = new Proxies({ hops: 0, networks: ['10.0.0.0/8', '127.0.0.1', 'fd00::/8'] });

it.each([
  ['no proxy: the peer itself', none, '192.0.2.9', '192.0.2.1', '192.0.2.9'],
  ['one proxy: its own entry, the last', one, '127.0.0.1', '10.0.0.9, 192.0.2.1', '192.0.2.1'],
  ['one proxy that adds no entry: the peer', one, '192.0.2.9', '', '192.0.2.9'],
  ['two proxies: the last but one', two, '127.0.0.1', '9.9.9.9, 192.0.2.1, 10.0.0.1', '192.0.2.1'],
  ['two proxies of which one adds nothing', two, '127.0.0.1', '192.0.2.1', '192.0.2.1'],
  [
    'a list: the rightmost foreign one',
    listed,
    '10.1.1.1',
    '9.9.9.9, 192.0.2.1, 10.0.0.1',
    '192.0.2.1',
  ],
  ['a list: a foreign peer for itself', listed, '192.0.2.9', '192.0.2.1', '192.0.2.9'],
  ['a list: all its own, the first', listed, '10.1.1.1', '10.0.0.1, 10.0.0.2', '10.0.0.1'],
  ['a port', one, '127.0.0.1', '192.0.2.1:4711', '192.0.2.1'],
  ['IPv6 in brackets with a port', one, '127.0.0.1', '[2001:DB8::1]:443', '2001:db8::1'],
  ['IPv6 in quotes', one, '127.0.0.1', '"[2001:db8::1]"', '2001:db8::1'],
  ['IPv6 plain', one, '127.0.0.1', '2001:db8:0:0::1', '2001:db8::1'],
  ['IPv6 with a zone', one, '127.0.0.1', 'fe80::1%eth0', 'fe80::1'],
  ['IPv4 mapped into IPv6', one, '127.0.0.1', '::ffff:192.0.2.1', '192.0.2.1'],
  ['a mapped peer', none, '0000:0000:0000:0000:0000:ffff:c000:0209', '', '192.0.2.9'],
  ['rubbish', one, '127.0.0.1', 'unknown', '0.0.0.0'],
  ['octal and hex, which some read otherwise', one, '127.0.0.1', '0300.0.2.1', '0.0.0.0'],
  ['rubbish before a good entry', one, '127.0.0.1', 'x, 192.0.2.1', '192.0.2.1'],
  ['a list: rubbish is foreign', listed, '127.0.0.1', '192.0.2.1, x', '0.0.0.0'],
  ['empty entries', one, '127.0.0.1', '192.0.2.1, ,', '192.0.2.1'],
])('the visitor behind %s', (_what, proxies, peer, forwarded, visitor) => {
  expect(proxies.visitor(peer, forwarded)).toBe(visitor);
});

it('knows a proxy of its own by its address, or takes every peer for one when hops are counted', () => {
  expect([none.trusts('10.1.1.1'), one.trusts('192.0.2.9')]).toEqual([false, true]);
  expect([listed.trusts('10.1.1.1'), listed.trusts('192.0.2.9')]).toEqual([true, false]);
});
