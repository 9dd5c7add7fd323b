import { expect } from 'vitest';
import type { Visitor } from './browser.js';

/** How long anything may take that a person waits for, ms. */
const PATIENCE = 20_000;

/** Somebody at the widget, who sees and uses it as people do: by its labels and its words. */
export class Person {
  constructor(readonly visitor: Visitor) {}

  get page() {
    return this.visitor.page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: /^Open chat/ }).click();
    await this.page.getByRole('dialog').waitFor();
  }

  async createRoom(name: string): Promise<string> {
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByRole('button', { name: 'Create a room' }).click();
    return this.code();
  }

  async joinByCode(name: string, code: string): Promise<void> {
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByLabel('Room code').fill(code);
    await this.page.getByRole('button', { name: 'Join', exact: true }).click();
    await this.inRoom();
  }

  /** On a page whose address is an invite link. */
  async joinByLink(name: string): Promise<void> {
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByRole('button', { name: 'Join the room' }).click();
    await this.inRoom();
  }

  async inRoom(): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Message' }).waitFor({ timeout: PATIENCE });
  }

  /** The code that the room shows. */
  async code(): Promise<string> {
    const button = this.page.getByRole('button', { name: /^Copy room code/ });
    const label = await button.getAttribute('aria-label', { timeout: PATIENCE });
    return label?.replace('Copy room code ', '') ?? '';
  }

  async say(text: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: 'Message' });
    await field.fill(text);
    await field.press('Enter');
  }

  /** The texts of all messages in view, in their order. */
  async texts(): Promise<string[]> {
    return this.page.locator('article.message .text').allTextContents();
  }

  /** Waits until the conversation is exactly this. */
  async sees(texts: readonly string[]): Promise<void> {
    await expect.poll(() => this.texts(), { timeout: 40_000 }).toEqual(texts);
  }

  async sawCount(count: number): Promise<void> {
    await expect.poll(async () => (await this.texts()).length, { timeout: 40_000 }).toBe(count);
  }

  /** Waits until this is the last message. */
  async sawLast(text: string): Promise<void> {
    await expect.poll(async () => (await this.texts()).at(-1), { timeout: 60_000 }).toBe(text);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.inRoom();
  }
}
