import { expect, it } from 'vitest';
import { createFakeBrowser } from './fake-browser.js';
import type { WindowLike } from './window.js';

it.each(['online', 'visibilitychange', 'pageshow'])(
  '[W12] on %s the link is asked at once, and nothing listens any more after close',
  async (type) => {
    const page = new EventTarget();
    const browser = createFakeBrowser();
    const { service, clock } = browser;
    const window = { addEventListener: page.addEventListener.bind(page) } as WindowLike;
    const room = await browser.join(service.createRoom().code, 'Ana', { window });
    service.sockets[0]?.freeze();
    page.dispatchEvent(new Event(type));
    await clock.advance(10_000);
    expect(room.state.status).toBe('reconnecting');
    page.dispatchEvent(new Event(type));
    await clock.advance(0);
    expect(room.state.status).toBe('connected');
    browser.close();
    page.dispatchEvent(new Event(type));
    await clock.advance(0);
    expect(service.dials).toBe(2);
  },
);
