import { type Client, type ClientOptions, createClient } from './client.js';
import { createFakeClock, type FakeClock, settled } from './fake-clock.js';
import { createFakeService, type FakeService } from './fake-service.js';
import { createFakeWindows } from './fake-window.js';
import type { Room } from './room.js';
import type { WindowLike } from './window.js';

/** One browser before a fake service: a storage, locks, and the pages that are open. */
export interface FakeBrowser {
  readonly clock: FakeClock;
  readonly service: FakeService;
  /** What its storage holds. */
  readonly kept: Map<string, string>;
  /** The window of another page, with nothing in it. */
  openWindow(): WindowLike;
  /** Opens a page. */
  open(options?: Partial<ClientOptions>): Client;
  /** Opens a page and joins a room in it. */
  join(code: string, name?: string, options?: Partial<ClientOptions>): Promise<Room>;
  /** Closes all pages; what is stored stays. */
  close(): void;
}

export function createFakeBrowser(): FakeBrowser {
  const clock = createFakeClock();
  const service = createFakeService(clock.now);
  const { kept, open: openWindow } = createFakeWindows();
  let pages: Client[] = [];
  const browser: FakeBrowser = {
    clock,
    service,
    kept,
    openWindow,
    open(options) {
      const { url, WebSocket, fetch } = service;
      const random = () => 0.5;
      const page = createClient({
        url,
        WebSocket,
        fetch,
        clock,
        window: openWindow(),
        random,
        ...options,
      });
      pages.push(page);
      return page;
    },
    async join(code, name = 'Ana', options) {
      const room = await browser.open(options).join(code, { name });
      await settled();
      return room;
    },
    close() {
      for (const page of pages) page.close();
      pages = [];
    },
  };
  return browser;
}
