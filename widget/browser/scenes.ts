import type { Locator, Page } from 'playwright-core';
import type { Service } from '../../service/conformance/harness.js';
import { enter, type Guest } from './guests.js';

/** What a scene works with: a page with the widget on it, and a way to keep what it looks like. */
export interface Stage {
  readonly page: Page;
  readonly service: Service;
  shot(name: string): Promise<void>;
}

/** Both together, since `Promise.all` would type into two fields at once. */
async function fill(field: Locator, text: string): Promise<void> {
  await field.click();
  await field.fill(text);
}

async function codeOf(page: Page): Promise<string> {
  return (await page.locator('.big-code').textContent()) ?? '';
}

async function say(page: Page, text: string): Promise<void> {
  await fill(page.getByLabel('Message', { exact: true }), text);
  await page.getByLabel('Send').click();
  await page.locator('.bubble.sent', { hasText: text }).waitFor();
}

async function hear(page: Page, guest: Guest, text: string): Promise<void> {
  await guest.room.send(text);
  await page.locator('.bubble', { hasText: text }).waitFor();
}

/** Every state worth looking at, in the order a visitor meets them. */
export async function play({ page, service, shot }: Stage): Promise<void> {
  await page.goto(service.url);
  await page.locator('.launcher').waitFor();
  await shot('page');
  await page.locator('.launcher').click();
  await page.getByRole('button', { name: 'Create a room' }).waitFor();
  await shot('start');
  await fill(page.getByLabel('Room code'), 'not a code');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await shot('start-problem');
  await fill(page.getByLabel('Your name'), 'Mia');
  await page.getByRole('button', { name: 'Create a room' }).click();
  await page.locator('.big-code').waitFor();
  await shot('empty');
  const code = await codeOf(page);

  const ana = await enter(service.url, code, 'Ana Sousa');
  const ben = await enter(service.url, code, 'Ben');
  await hear(page, ana, 'Hi! Is the launch still at four?');
  await hear(page, ana, 'I moved my train, so I can stay until the end.');
  await say(page, 'Yes, four it is.');
  await say(page, 'The room code is in the invite, everybody can join with it.');
  await hear(
    page,
    ben,
    'Got it, thanks. I’ll bring the slides, and the long cable for the projector this time 😅',
  );
  await hear(page, ben, 'שלום לכולם');
  await say(page, 'Great 😅');
  await hear(page, ana, 'Perfect.\nSee you there!');
  ben.room.typing(true);
  await page.locator('.typing', { hasText: 'Ben' }).waitFor();
  await fill(page.getByLabel('Message', { exact: true }), 'See you both at four');
  await shot('conversation');

  await page.getByLabel('Room menu').click();
  await shot('menu');
  await page.getByRole('button', { name: 'Leave room' }).click();
  await shot('leave');
  await page.getByRole('button', { name: 'Stay' }).click();

  await page.getByLabel('Send').click();
  for (let i = 1; i <= 30; i++) await hear(page, ben, `Slide ${i} of 30 is ready.`);
  await page.locator('.list').hover();
  await page.mouse.wheel(0, -900);
  await page.locator('.pill').waitFor();
  await hear(page, ana, 'Wonderful!');
  await hear(page, ana, 'Let’s start.');
  await page.locator('.pill', { hasText: '2 new messages' }).waitFor();
  await shot('scrolled-up');
  await page.locator('.pill').click();

  ana.leave();
  ben.leave();
  await service.kill();
  await page.locator('.banner.offline').waitFor();
  await fill(page.getByLabel('Message', { exact: true }), 'I am on a train, this will follow.');
  await page.getByLabel('Send').click();
  await page.locator('.bubble.pending').waitFor();
  await shot('offline');
}

/** A visitor who came by an invite link. */
export async function playInvited({ page, service, shot }: Stage): Promise<void> {
  const made = await fetch(`${service.url}/v1/rooms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const { facts } = (await made.json()) as { facts: { code: string } };
  await page.goto(`${service.url}/#room=${facts.code}`);
  await page.getByRole('button', { name: 'Join the room' }).waitFor();
  await shot('invited');
}
