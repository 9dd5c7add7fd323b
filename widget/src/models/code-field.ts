import { parseRoomCode } from '@roomlet/sdk';
import { linkedRoom } from '../invite.js';

/** What stands in the code field, and the code it means once it can be one. */
export interface TypedCode {
  readonly text: string;
  readonly code?: string;
}

/**
 * Reads what was typed or pasted: any case, any spaces and dashes, or a whole invite link.
 * A complete code is shown the way it is shared; anything less is left as typed, so that the
 * caret never jumps.
 */
export function readCode(typed: string): TypedCode {
  const code = parseRoomCode(linkedRoom(typed) ?? typed);
  return code ? { text: code, code } : { text: typed };
}
