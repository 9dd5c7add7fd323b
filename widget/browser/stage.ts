import type { Browser, Locator, Page } from 'playwright-core';
import { Gate } from '../../examples/testing/gate.js';
import type { Backdrop } from './backdrop.js';
import type { Look } from './look.js';
import { makeRoom, type NewRoom, type Seat, takeSeat } from './seat.js';
import { type Words, wordsOf } from './words.js';

declare global {
  interface Window {
    held?: boolean;
  }
}

/** A locator's text, with nothing that a regular expression would take for its own. */
const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * One visitor before the widget, driven by the words of their own language. Each has a browser
 * profile of their own, from when the visit begins, with the storage of the seat they come with.
 */
export class Stage {
  #page: Page | undefined;
  #gate: Gate | undefined;
  readonly #seats: Seat[] = [];
  readonly #preparations: ((page: Page) => Promise<unknown>)[] = [];

  private constructor(
    readonly backdrop: Backdrop,
    readonly browser: Browser,
    readonly look: Look,
    readonly words: Words,
  ) {}

  static async raise(backdrop: Backdrop, browser: Browser, look: Look): Promise<Stage> {
    return new Stage(backdrop, browser, look, await wordsOf(look.lang));
  }

  get page(): Page {
    if (!this.#page) throw new Error('Nobody has come yet: call visit().');
    return this.#page;
  }

  /** The service as this visitor finds it. */
  get url(): string {
    return this.#gate?.url ?? this.backdrop.service.url;
  }

  /** Puts a gate before the service, for what happens when that can't be reached. Before `visit`. */
  async gate(): Promise<Gate> {
    this.#gate ??= await Gate.start(this.backdrop.service.url);
    return this.#gate;
  }

  /** Does something to the page before anything has come to it. Before `visit`. */
  prepare(act: (page: Page) => Promise<unknown>): void {
    this.#preparations.push(act);
  }

  /** A room of this stage's own. */
  async room(name: string, room?: NewRoom): Promise<Seat> {
    return this.#keep(await makeRoom(this.url, name, room));
  }

  async join(code: string, name: string): Promise<Seat> {
    return this.#keep(await takeSeat(this.url, code, name));
  }

  /**
   * Comes to the page.
   * @param stored what the visitor's browser has kept from before, such as a seat
   * @param attributes of the script tag, by their `data-` names
   */
  async visit(
    stored: Readonly<Record<string, string>> = {},
    attributes: Readonly<Record<string, string>> = {},
    hash = '',
  ): Promise<void> {
    const { mode, lang } = this.look;
    const { site, pages } = this.backdrop;
    const items = Object.entries(stored).map(([name, value]) => ({ name, value }));
    this.#page = await pages.take(this.browser, this.look);
    await this.#page.context().setStorageState({
      cookies: [],
      origins: [{ origin: site.url, localStorage: items }],
    });
    for (const prepare of this.#preparations) await prepare(this.#page);
    const src = `${this.url}/widget.js`;
    const dir = this.words.dir;
    const target = '#place';
    const stage = JSON.stringify({ src, lang, dir, mode, target, ...attributes });
    await this.page.goto(`${site.url}/?stage=${encodeURIComponent(stage)}${hash}`);
  }

  /** Opens the panel, where it isn't part of the page. */
  async open(): Promise<void> {
    if (this.look.mode === 'popup') await this.page.locator('.launcher').click();
    await this.panel.waitFor();
  }

  /** Comes with a seat and opens its room. */
  async enter(seat: Seat, attributes: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.visit(seat.stored(), { room: seat.code, ...attributes });
    await this.open();
    await this.page.locator('.composer').waitFor();
  }

  /** From now on nothing happens by time alone, so that what is there for a moment stays. */
  async hold(): Promise<void> {
    await this.page.evaluate(() => {
      window.held = true;
    });
  }

  get panel(): Locator {
    return this.page.locator('.panel');
  }

  get composer(): Locator {
    return this.page.locator('.composer textarea');
  }

  /** A button by its name, whole. `{…}` in it stands for anything. */
  button(name: string): Locator {
    const pattern = name
      .split(/\{\w+\}/)
      .map(literally)
      .join('.+');
    return this.panel.getByRole('button', { name: new RegExp(`^${pattern}$`) });
  }

  field(label: string): Locator {
    return this.panel.getByLabel(label, { exact: true });
  }

  /** A message by what it says. */
  row(text: string): Locator {
    return this.page.locator('.row', { hasText: text });
  }

  async close(): Promise<void> {
    for (const seat of this.#seats) seat.rest();
    if (this.#page && this.#preparations.length === 0)
      await this.backdrop.pages.giveBack(this.#page, this.look);
    else await this.#page?.context().close();
    await this.#gate?.close();
  }

  #keep(seat: Seat): Seat {
    this.#seats.push(seat);
    return seat;
  }
}
