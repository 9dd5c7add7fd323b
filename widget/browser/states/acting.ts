import type { Stage } from '../stage.js';
import type { State } from './state.js';

/** Into the shared conversation, with the focus on a message, as after Tab and arrow keys. */
async function goTo(stage: Stage, text: string): Promise<void> {
  const { mia } = await stage.backdrop.conversation();
  await stage.enter(mia);
  const row = stage.row(text).last();
  await row.locator('article').focus();
  await stage.page.keyboard.press('ArrowUp');
  await stage.page.keyboard.press('ArrowDown');
  // They come with the code that listens to the keys of a row.
  await row.locator('.tools').waitFor();
}

/** Doing something with one message. */
export const acting: readonly State[] = [
  {
    name: 'row-focused',
    async arrange(stage) {
      await goTo(stage, 'I moved my train');
    },
  },
  {
    name: 'row-actions',
    async arrange(stage) {
      await goTo(stage, 'Yes, four it is.');
      await stage.page.keyboard.press('Enter');
      await stage.page.locator('.deeds').waitFor();
    },
  },
  {
    name: 'reacting',
    async arrange(stage) {
      await goTo(stage, 'Yes, four it is.');
      await stage.page.keyboard.press('Enter');
      await stage.page.locator('.quick').waitFor();
      await stage.page.locator('.quick button').last().click();
      await stage.page.locator('.picker [role=gridcell]').first().waitFor();
    },
  },
  {
    name: 'replying',
    async arrange(stage) {
      await goTo(stage, 'See you there!');
      await stage.page.keyboard.press('r');
      await stage.page.locator('.intent').waitFor();
    },
  },
  {
    name: 'editing',
    async arrange(stage) {
      await goTo(stage, 'Yes, four it is.');
      await stage.page.keyboard.press('e');
      await stage.page.locator('.intent').waitFor();
    },
  },
  {
    name: 'delete',
    async arrange(stage) {
      await goTo(stage, 'Yes, four it is.');
      await stage.page.keyboard.press('Delete');
      await stage.button(stage.words.list.keep).waitFor();
    },
  },
];
