import { afterEach, expect, it, vi } from 'vitest';
import { createFakeBrowser } from './fake-browser.js';

afterEach(() => vi.unstubAllGlobals());

it.each(['online', 'visibilitychange', 'pageshow'])(
  '[W12] on %s the link is asked at once, and nothing listens any more after close',
  async (type) => {
    const page = new EventTarget();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    const browser = createFakeBrowser();
    const { service, clock } = browser;
    const room = await browser.join(service.createRoom().code);
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
