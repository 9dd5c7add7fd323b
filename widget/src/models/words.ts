import { type Direction, directionOf } from '../strings/language.js';
import type { Tongue } from '../strings/load.js';
import { createSay, type Say, type Strings } from '../strings/table.js';
import { createFormats, type Formats } from './formats.js';

/** All that a language decides on. */
export interface Words {
  /** BCP 47 tag. */
  readonly lang: string;
  readonly dir: Direction;
  readonly strings: Strings;
  readonly say: Say;
  readonly formats: Formats;
}

export function createWords({ tag, strings }: Tongue): Words {
  return {
    lang: tag,
    dir: directionOf(tag),
    strings,
    say: createSay(tag),
    formats: createFormats(tag, strings),
  };
}
