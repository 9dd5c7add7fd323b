import type { SentMessage } from '@roomlet/sdk';

/** What lies over the conversation about one message. */
export type Menu =
  | { readonly name: 'none' }
  /** What can be done with the row of this key; `from` has the focus first. */
  | { readonly name: 'actions'; readonly key: string; readonly from: 'reactions' | 'actions' }
  /** All emoji, to react with. */
  | { readonly name: 'picker'; readonly seq: number }
  /** The question before a deletion. */
  | { readonly name: 'delete'; readonly message: SentMessage };

export const NO_MENU: Menu = { name: 'none' };
