import jsqr from 'jsqr';
import { expect, test } from 'vitest';
import { createQr, type Qr } from './qr.js';

const PX = 4;

/** The path as a picture, white where it draws nothing. */
function rasterise({ size, path }: Qr) {
  const side = size * PX;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  const dark = new Set<string>();
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let i = 0; i < Number(width); i++) dark.add(`${Number(x) + i} ${y}`);
  }
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [at % side, Math.floor(at / side)].map((px) => Math.floor(px / PX));
    if (dark.has(`${x} ${y}`)) pixels.fill(0, at * 4, at * 4 + 3);
  }
  return { pixels, side, dark };
}

function drawn(link: string): Qr {
  const qr = createQr(link);
  if (!qr) throw new Error('It was too long.');
  return qr;
}

test.each([
  'https://site.example/#room=k7w-q2m-x9d',
  `https://site.example/${'a/long/path/'.repeat(30)}?q=%C3%A9#room=k7w-q2m-x9d`,
])('a reader reads what was written: %s', (link) => {
  const { pixels, side } = rasterise(drawn(link));
  expect(jsqr.default(pixels, side, side)?.data).toBe(link);
});

test('a quiet zone of four modules is around it', () => {
  const qr = drawn('https://site.example/#room=k7w-q2m-x9d');
  for (const module of rasterise(qr).dark) {
    for (const place of module.split(' ').map(Number)) {
      expect(place).toBeGreaterThanOrEqual(4);
      expect(place).toBeLessThan(qr.size - 4);
    }
  }
});

test('an address too long for it has none', () => {
  expect(createQr(`https://site.example/?${'q'.repeat(3_000)}`)).toBeUndefined();
});
