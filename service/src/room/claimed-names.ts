import { foldedName } from '@roomlet/sdk/protocol';
import type { SeatRecord } from '../engine/record.js';

/**
 * The names of a room's hosts and verified members, which no guest may copy. Kept by folded name, so
 * that a join walks over no seats.
 */
export class ClaimedNames {
  /** How many bear it, by folded name. */
  readonly #bearers = new Map<string, number>();

  /** Whether a host or a verified member bears this name, or one that looks the same. */
  has(name: string): boolean {
    return this.#bearers.size > 0 && this.#bearers.has(foldedName(name));
  }

  /** A seat is another than before; undefined where there is none. */
  change(before: SeatRecord | undefined, after: SeatRecord | undefined): void {
    const [lost, won] = [claimed(before), claimed(after)];
    if (lost === won) return;
    if (lost !== undefined) this.#count(foldedName(lost), -1);
    if (won !== undefined) this.#count(foldedName(won), 1);
  }

  #count(folded: string, change: number): void {
    const bearers = (this.#bearers.get(folded) ?? 0) + change;
    if (bearers > 0) this.#bearers.set(folded, bearers);
    else this.#bearers.delete(folded);
  }
}

function claimed(seat: SeatRecord | undefined): string | undefined {
  return seat && isTrusted(seat) ? seat.name : undefined;
}

/** Whether others take this member's name for more than a guest's. */
export function isTrusted({ host, verified }: SeatRecord): boolean {
  return host === true || verified === true;
}
