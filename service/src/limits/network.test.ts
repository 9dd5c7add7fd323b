import { expect, it } from 'vitest';
import { networksOf } from './network.js';

it.each([
  ['192.0.2.1', ['192.0.2.1']],
  ['::ffff:192.0.2.1', ['192.0.2.1']],
  ['2001:db8:1:2ff:3::4', ['2001:db8:1:2ff', '2001:db8:1:200/56', '2001:db8:1/48']],
  ['unknown', ['unknown']],
])('an address %s stands for %j', (address, networks) => {
  expect(networksOf(address)).toEqual(networks);
});
