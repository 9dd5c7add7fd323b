import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { ensureChromium } from './chromium.js';

// No background traffic: the tests see only what the pages do. QUIC would hide behind UDP.
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the system's Chromium, headless. Chromium refuses to run as root inside its sandbox. */
export function launchBrowser(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...FLAGS] : FLAGS;
  return chromium.launch({ executablePath: ensureChromium(), headless: true, args });
}

/** A page in a browser profile of its own, and what went wrong on it. */
export interface Visitor {
  readonly page: Page;
  /** Uncaught errors and `console.error`s of the page, Content-Security-Policy reports included. */
  readonly complaints: string[];
  /** Ends the profile, and with it the page and its storage. */
  close(): Promise<void>;
}

/** Opens a page as somebody who has never been here. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}
