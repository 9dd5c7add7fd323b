import type { RoomEvent } from '@roomlet/sdk/protocol';

/** Numbers for texts that come again and again: emoji, names, ids. */
class Numbers {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  text(number: number): string {
    return this.#texts[number] ?? '';
  }
}

/** A message that another one answers, by its author's name and its time. */
export interface Answered {
  readonly name: string;
  readonly at: number;
}

/** A reaction event: the member, the emoji, and whether it puts it there; as numbers. */
interface Reactions {
  readonly members: number[];
  readonly emoji: number[];
}

/**
 * What became of a log's messages, for a reader who gets the messages themselves on a second
 * reading. It holds a few bytes an event and no text of any message, since those of a full log would
 * be too much at once. A deletion is not in it: the deleted message itself says so.
 */
export class Outline {
  readonly #emoji = new Numbers();
  readonly #members = new Numbers();
  readonly #names = new Numbers();
  /** Message → the last of its edits. */
  readonly #edits = new Map<number, number>();
  /** Message → its reaction events, oldest first. */
  readonly #reactions = new Map<number, Reactions>();
  /** Messages that were answered; their name and time from `pass` on. */
  readonly #answered = new Map<number, { name: number; at: number } | undefined>();

  /** An event of the first reading, in its order. */
  take(event: RoomEvent): void {
    switch (event.kind) {
      case 'message':
        if (event.replyTo !== undefined) this.#answered.set(event.replyTo, undefined);
        break;
      case 'edit':
        if (event.text !== undefined) this.#edits.set(event.target, event.seq);
        break;
      case 'reaction': {
        const { target, emoji, on, by } = event;
        const all = this.#reactions.get(target) ?? { members: [], emoji: [] };
        this.#reactions.set(target, all);
        all.members.push(this.#members.of(by.id));
        // The sign tells on from off; 0 has none.
        const number = this.#emoji.of(emoji) + 1;
        all.emoji.push(on ? number : -number);
        break;
      }
    }
  }

  /** A message of the second reading; those that answer it come later. */
  pass({ seq, by, at }: { seq: number; by: { name: string }; at: number }): void {
    if (this.#answered.has(seq)) this.#answered.set(seq, { name: this.#names.of(by.name), at });
  }

  /** The seq of the edit that gave a message its text. */
  editOf(message: number): number | undefined {
    return this.#edits.get(message);
  }

  /** A message that was passed; undefined for one that is no longer kept. */
  answered(message: number): Answered | undefined {
    const found = this.#answered.get(message);
    return found && { name: this.#names.text(found.name), at: found.at };
  }

  /** How many members' reactions of each emoji stand on a message, in the order they came. */
  reactions(message: number): Map<string, number> {
    const { members, emoji } = this.#reactions.get(message) ?? { members: [], emoji: [] };
    const standing = new Map<number, Set<number>>();
    for (const [i, member] of members.entries()) {
      const signed = emoji[i] ?? 0;
      const number = Math.abs(signed);
      const given = standing.get(number) ?? new Set();
      if (signed > 0) standing.set(number, given.add(member));
      else if (given.delete(member) && given.size === 0) standing.delete(number);
    }
    return new Map([...standing].map(([number, { size }]) => [this.#emoji.text(number - 1), size]));
  }
}
