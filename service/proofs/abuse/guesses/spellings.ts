import type { Case } from '../stage/group.js';
import { httpOutcome } from '../stage/outcome.js';
import { from } from '../stage/stage.js';
import type { Target } from './rush.js';

/** Ten guesses of one visitor under other spellings of its address, and then the right code. */

/** @param spell the address as the header has it in the n-th guess; the right code comes as the 0th. */
const spelled = (
  subject: string,
  due: string,
  spell: (n: number) => string,
  count = 12,
): Case<Target> => [
  `[W2] a right code after ${count} wrong ones ${subject}`,
  due,
  async ({ stage, room }) => {
    for (let n = 1; n <= count; n++) {
      await httpOutcome(stage.url, `/v1/rooms/no-room-${n}`, from(spell(n)));
    }
    return httpOutcome(stage.url, `/v1/rooms/${room}`, from(spell(0)));
  },
];

export const SPELLINGS: readonly Case<Target>[] = [
  spelled('from one IPv4 address', 'rate_limited', () => '198.51.100.1'),
  spelled('from as many IPv4 addresses', 'ok', (n) => `198.51.101.${n}`),
  spelled(
    'from an IPv4 address with changing ports',
    'rate_limited',
    (n) => `198.51.100.2:${5_000 + n}`,
  ),
  spelled('from an IPv4 address mapped into IPv6', 'rate_limited', (n) =>
    n % 2 ? '::ffff:198.51.100.3' : '198.51.100.3',
  ),
  spelled('from a mapped address in hexadecimal', 'rate_limited', (n) =>
    n % 2 ? '::ffff:c633:6404' : '198.51.100.4',
  ),
  spelled('from a mapped address written out', 'rate_limited', (n) =>
    n % 2 ? '0:0:0:0:0:FFFF:198.51.100.5' : '198.51.100.5',
  ),
  spelled(
    'with forged entries before the proxy’s',
    'rate_limited',
    (n) => `203.0.113.${n}, 198.51.100.6`,
  ),
  spelled(
    'with an empty entry before the proxy’s',
    'rate_limited',
    (n) => `${','.repeat(n)}198.51.100.7`,
  ),
  spelled('with blanks around the entry', 'rate_limited', (n) => `x, ${' '.repeat(n)}198.51.100.8`),
  spelled('from one IPv6 address', 'rate_limited', () => '2001:db8:1::1'),
  spelled('from one /64 of IPv6', 'rate_limited', (n) => `2001:db8:2:1::${n.toString(16)}`),
  spelled('from one /64, written out', 'rate_limited', (n) => `2001:0db8:0003:0001:${n}:0:0:1`),
  spelled('from one /64 in other cases', 'rate_limited', (n) =>
    n % 2 ? `2001:DB8:4:A::${n}` : `2001:db8:4:a::${n}`,
  ),
  spelled(
    'from an IPv6 address in brackets with changing ports',
    'rate_limited',
    (n) => `[2001:db8:5::1]:${5_000 + n}`,
  ),
  spelled('from an IPv6 address in brackets or not', 'rate_limited', (n) =>
    n % 2 ? '[2001:db8:6::1]' : '2001:db8:6::1',
  ),
  spelled('from an IPv6 address with changing zones', 'rate_limited', (n) => `fe80::7%eth${n}`),
  spelled(
    'from as many /64 of different providers',
    'ok',
    (n) => `2001:db8:${(100 + n).toString(16)}::1`,
  ),
  spelled(
    'from as many /56 of one /48',
    'rate_limited',
    (n) => `2001:db8:8:${((n & 255) << 8).toString(16)}::1`,
    250,
  ),
  spelled(
    'from as many /64 of one /56',
    'rate_limited',
    (n) => `2001:db8:9:${n.toString(16)}::1`,
    200,
  ),
];
