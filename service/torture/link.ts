import type { Socket } from 'node:net';
import type { Dice } from './dice.js';
import { Lane } from './lane.js';
import type { FaultCount } from './report.js';

/** Until when links come to harm at most, ms after they began. */
const SOON = 1_500;
const LATER = 20_000;

/** One connection through the proxy, with a fate of its own. */
export class Link {
  readonly #up: Lane;
  readonly #down: Lane;
  #fate: NodeJS.Timeout | undefined;

  /** @param near the client's side. @param far the service's. Both allow half-open. */
  constructor(
    readonly near: Socket,
    readonly far: Socket,
    readonly dice: Dice,
    readonly count: FaultCount,
    isStormy: () => boolean,
  ) {
    this.#up = new Lane(near, far);
    this.#down = new Lane(far, near);
    near.once('close', () => this.#ended(far));
    far.once('close', () => this.#ended(near));
    for (const socket of [near, far]) socket.setNoDelay(true).on('error', () => {});
    // While the service is down there is nothing to harm.
    far.once('connect', () => {
      count.connections += 1;
      if (isStormy()) this.trouble();
    });
  }

  /** No more harm from now on; what is half-open stays so, as it would. */
  calm(): void {
    clearTimeout(this.#fate);
    this.#up.smooth();
    this.#down.smooth();
  }

  /** Draws what is to happen to it. */
  trouble(): void {
    const { dice, count } = this;
    if (dice.chance(0.5)) {
      count.delayed += 1;
      const most = dice.pick([20, 20, 100, 400]);
      for (const lane of [this.#up, this.#down]) lane.delay = () => dice.between(0, most);
    }
    if (dice.chance(0.1)) {
      count.throttled += 1;
      this.#down.bytesPerSecond = this.#up.bytesPerSecond = dice.between(16_384, 131_072);
    }
    // One in ten is spared until the service itself dies.
    if (dice.chance(0.1)) return;
    const span = dice.chance(0.2) ? SOON : LATER;
    this.#fate = setTimeout(() => this.#end(), dice.between(0, span));
  }

  #end(): void {
    const { dice, near, far, count } = this;
    const kind = dice.next();
    if (kind < 0.15) {
      // From here on nothing passes, not even the end of a side.
      count.halfOpens += 1;
      this.#up.swallow();
      this.#down.swallow();
      return;
    }
    // Part of what is on its way still arrives: frames end in the middle.
    this.#up.spill(dice.next());
    this.#down.spill(dice.next());
    this.#up.swallow();
    this.#down.swallow();
    // Now and then one side alone hears of it; the other finds out by itself.
    const sides = dice.pick([[near, far], [near, far], [near], [far]]);
    if (kind < 0.6) {
      count.cuts += 1;
      for (const side of sides) side.end();
    } else {
      count.resets += 1;
      for (const side of sides) side.resetAndDestroy();
    }
  }

  #ended(other: Socket): void {
    // A half-open link keeps the other side, who knows nothing, until it gives up by itself.
    if (!this.#up.isSwallowing) other.destroy();
    clearTimeout(this.#fate);
  }
}
