import type { Mode } from '../src/options.js';

/** How a stage is looked at. */
export interface Look {
  readonly mode: Mode;
  /** CSS px. */
  readonly width: number;
  readonly height: number;
  readonly phone: boolean;
  readonly lang: string;
}
