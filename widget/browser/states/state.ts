import type { Mode } from '../../src/options.js';
import type { Stage } from '../stage.js';

/** Something a visitor can find the widget in. */
export interface State {
  /** Part of a file's name. */
  readonly name: string;
  /** Where it can be; everywhere by default. */
  readonly modes?: readonly Mode[];
  /** Brings it about, and returns once it is there to be seen. */
  arrange(stage: Stage): Promise<void>;
}
