import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** How long anything may take that a person waits for, ms. */
const timeout = 20_000;

/**
 * A visitor of a page whose named elements lead Playwright's own look-ups astray, too: reads and
 * works the widget from inside the page, past those names.
 */
export class BlindPerson {
  constructor(readonly page: Page) {}

  /** Whether the page has the document's own property of that name out of sight. */
  isShadowed(name: string): Promise<boolean> {
    return this.page.evaluate(
      (key) =>
        Reflect.get(document, key) !== Reflect.get(Document.prototype, key, document) ||
        Reflect.get(window, key) instanceof Element,
      name,
    );
  }

  async click(selector: string): Promise<void> {
    await this.sees(selector);
    await this.page.evaluate((wanted) => {
      const find = Document.prototype.querySelector.bind(document);
      find('roomlet-widget')?.shadowRoot?.querySelector<HTMLElement>(wanted)?.click();
    }, selector);
  }

  async fill(selector: string, text: string): Promise<void> {
    await this.sees(selector);
    await this.page.evaluate(
      ([wanted = '', value = '']) => {
        const find = Document.prototype.querySelector.bind(document);
        const field = find('roomlet-widget')?.shadowRoot?.querySelector<HTMLInputElement>(wanted);
        if (!field) return;
        field.value = value;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      },
      [selector, text],
    );
  }

  async sees(selector: string, text = ''): Promise<void> {
    const found = () =>
      this.page.evaluate((wanted) => {
        const find = Document.prototype.querySelector.bind(document);
        return find('roomlet-widget')?.shadowRoot?.querySelector(wanted)?.textContent;
      }, selector);
    await expect.poll(found, { timeout }).toEqual(expect.stringContaining(text));
  }
}
