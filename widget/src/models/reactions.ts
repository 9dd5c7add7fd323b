import type { RoomState, TimelineMessage } from '@roomlet/sdk';

/** So many kinds are drawn; a message can gather any number. */
const MOST_KINDS = 20;
const MOST_NAMES = 10;

/** One kind of reaction to a message. */
export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  /** The reader is one of them, and not among `names`. */
  readonly mine: boolean;
  readonly names: readonly string[];
  /** How many more there are: too many to name, or of whom only the id is known. */
  readonly others: number;
}

/** Who reacted to a message, and with what: the kinds in the order in which they came up. */
export function reactionsOf(
  message: TimelineMessage,
  { self, members }: Pick<RoomState, 'self' | 'members'>,
): readonly Reaction[] {
  const { reactions = {} } = 'reactions' in message ? message : {};
  return Object.entries(reactions)
    .slice(0, MOST_KINDS)
    .map(([emoji, ids]) => {
      const mine = ids.includes(self.id);
      const names = members
        .filter(({ id }) => id !== self.id && ids.includes(id))
        .slice(0, MOST_NAMES)
        .map(({ name }) => name);
      return { emoji, count: ids.length, mine, names, others: ids.length - names.length - +mine };
    });
}
