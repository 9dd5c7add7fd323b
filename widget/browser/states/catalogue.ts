import { acting } from './acting.js';
import { arriving } from './arriving.js';
import { asking } from './asking.js';
import { failing } from './failing.js';
import type { State } from './state.js';
import { talking } from './talking.js';

/** Every state worth looking at, in the order a visitor meets them. */
export const catalogue: readonly State[] = [
  ...arriving,
  ...talking,
  ...acting,
  ...asking,
  ...failing,
];
