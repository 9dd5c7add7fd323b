import type { BrowserContext, Page } from 'playwright-core';

/** A notification that a page showed. */
export interface ShownNotice {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

interface Watched extends Window {
  attend(on: boolean): void;
  notices: (ShownNotice & { shown: Notification })[];
  tones: number;
}

/**
 * Prepares all tabs of a browser profile: a test decides which one is looked at, for every page of a
 * controlled browser believes itself to be; notifications and tones are noted, and only then let go.
 */
export async function watchTabs(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const page = window as unknown as Watched;
    let isAttended = true;
    Object.defineProperty(Document.prototype, 'hidden', { get: () => !isAttended });
    Document.prototype.hasFocus = () => isAttended;
    page.attend = (on) => {
      isAttended = on;
      dispatchEvent(new Event(on ? 'focus' : 'blur'));
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    };
    page.notices = [];
    window.Notification = new Proxy(Notification, {
      construct(Real, [title, options]: [string, NotificationOptions]) {
        const shown = new Real(title, options);
        page.notices.push({ title, body: options.body ?? '', tag: options.tag ?? '', shown });
        return shown;
      },
    });
    page.tones = 0;
    window.OscillatorNode = new Proxy(OscillatorNode, {
      construct(Real, [context, options]: [AudioContext, OscillatorOptions]) {
        page.tones++;
        return new Real(context, options);
      },
    });
  });
}

/** The reader turns to a tab, or away from it. */
export const attend = (page: Page, on: boolean): Promise<void> =>
  page.evaluate((on) => (window as unknown as Watched).attend(on), on);

/** The notifications that a page has shown, oldest first. */
export const noticesOf = (page: Page): Promise<ShownNotice[]> =>
  page.evaluate(() =>
    (window as unknown as Watched).notices.map(({ title, body, tag }) => ({ title, body, tag })),
  );

/** The reader clicks the page's last notification. */
export const clickNotice = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (window as unknown as Watched).notices.at(-1)?.shown.dispatchEvent(new Event('click'));
  });

/** How many notes a page has sounded; two make one tone. */
export const tonesOf = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as Watched).tones);
