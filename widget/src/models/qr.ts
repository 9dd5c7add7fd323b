import { encode } from 'uqr';

/** A QR code as a drawing of dark modules on a square of light ones. */
export interface Qr {
  /** Modules on a side, the quiet zone of four around it included. */
  readonly size: number;
  /** The dark ones as an SVG path, a module being 1 × 1. */
  readonly path: string;
}

/** @returns undefined for more than fits: about 2,300 bytes. */
export function createQr(text: string): Qr | undefined {
  const code = encoded(text);
  if (!code) return undefined;
  const { size, data } = code;
  let path = '';
  data.forEach((row, y) => {
    for (let x = 0; x < size; x++) {
      const from = x;
      while (row[x]) x++;
      if (x > from) path += `M${from} ${y}h${x - from}v1H${from}z`;
    }
  });
  return { size, path };
}

function encoded(text: string) {
  try {
    return encode(text, { ecc: 'M', border: 4 });
  } catch {
    return undefined;
  }
}
