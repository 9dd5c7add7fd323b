import { describe, expect, it } from 'vitest';
import { networksOf } from './networks.js';

describe('networksOf', () => {
  it.each([
    ['192.0.2.1'],
    ['::ffff:192.0.2.1'],
    ['0000:0000:0000:0000:0000:ffff:192.0.2.1'],
    ['0000:0000:0000:0000:0000:ffff:c000:0201'],
    ['::ffff:c000:201'],
  ])('takes %s for the IPv4 address that it is', (address) => {
    expect(networksOf(address)).toEqual([{ name: '192.0.2.1', share: 1 }]);
  });

  it.each([['2001:db8:1:2:3:4:5:6'], ['2001:0DB8:0001:0002:ffff:4:5:6'], ['2001:db8:1:2::%eth0']])(
    'gives %s its /64, a larger limit for its /56, a larger still for its /48',
    (address) => {
      expect(networksOf(address)).toEqual([
        { name: '2001:db8:1:2/64', share: 1 },
        { name: '2001:db8:1:0/56', share: 4 },
        { name: '2001:db8:1/48', share: 16 },
      ]);
    },
  );

  it('takes all that can’t be read for one visitor', () => {
    const [first] = networksOf('nonsense');
    for (const address of ['', 'unknown', '1.2.3.4.5', '2001:db8::1::2', '192.0.2.1, 192.0.2.2']) {
      expect(networksOf(address)).toEqual([first]);
    }
  });
});
