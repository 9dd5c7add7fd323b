import { ensureChromium } from './chromium.js';

/** Vitest runs this once, and only when a browser test is among those to run. */
export default function setup(): void {
  ensureChromium();
}
