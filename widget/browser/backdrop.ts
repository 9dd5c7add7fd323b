import { type Site, startSite } from '../../examples/testing/site.js';
import { ROOMY, type Service, startService } from '../../service/conformance/harness.js';
import { type Conversation, converse } from './conversation.js';
import { HOST_PAGE } from './host-page.js';
import { PagePool } from './page-pool.js';
import { type Seat, takeSeat } from './seat.js';

/** Characters that the service takes as one message: fewer than the widget knows of. */
export const LONGEST = 200;

/** What all stages of a run share: a service, a page of another origin, and a room to look at. */
export class Backdrop {
  readonly pages: PagePool;
  #conversation: Promise<Conversation> | undefined;

  private constructor(
    readonly service: Service,
    readonly site: Site,
    /** Device pixels per CSS px. */
    scale: number,
  ) {
    this.pages = new PagePool(scale);
  }

  static async raise({ scale = 1 } = {}): Promise<Backdrop> {
    const service = await startService({
      flags: [...ROOMY, '--text-length', String(LONGEST)],
    });
    return new Backdrop(service, await startSite({ pages: { '/': HOST_PAGE } }), scale);
  }

  /** A room with a bit of everything in it. Shared: look at it and change nothing. */
  conversation(): Promise<Conversation> {
    this.#conversation ??= converse(this.service.url);
    return this.#conversation;
  }

  /** Somebody who comes by a way of their own, whatever gate a stage has put up. */
  visitor(code: string, name: string): Promise<Seat> {
    return takeSeat(this.service.url, code, name);
  }

  async close(): Promise<void> {
    const conversation = await this.#conversation;
    for (const seat of conversation?.seats ?? []) seat.rest();
    await this.site.close();
    await this.service.remove();
  }
}
