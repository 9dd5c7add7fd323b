import { expect, test } from 'vitest';
import type { Stage } from './stage.js';
import { DESK, openTheatre, PATIENT } from './theatre.js';

let stage: Stage;

openTheatre(DESK, async (raised) => {
  stage = raised;
  const mia = await stage.room('Mia');
  await mia.room.send('First');
  await mia.room.send('Second');
  await stage.enter(mia);
  // To the last message, by the keyboard.
  await stage.composer.press('Shift+Tab');
  await toolsOf('Second').waitFor();
});

const toolsOf = (text: string) => stage.row(text).locator('.tools');

test('a message that has the focus back from the mouse has its tools again with the next key', async () => {
  const { page, words } = stage;
  await page.keyboard.press('Enter');
  await stage.button(words.list.copy).click();
  await page.mouse.move(0, 0);
  await page.locator('.deeds').waitFor({ state: 'detached' });
  await expect.poll(() => toolsOf('Second').count(), PATIENT).toBe(0);
  await page.keyboard.press('Shift');
  await toolsOf('Second').waitFor();
});

test('a mouse beside the messages takes no tools from the one with the focus', async () => {
  const { page } = stage;
  const list = await page.locator('.list').boundingBox();
  if (!list) throw new Error('The list is drawn.');
  await stage.row('First').hover();
  await toolsOf('First').waitFor();
  await page.mouse.move(list.x + list.width / 2, list.y + list.height / 4);
  await toolsOf('First').waitFor({ state: 'detached' });
  expect(await toolsOf('Second').count()).toBe(1);
});
