import type { Stage } from '../stage.js';
import type { State } from './state.js';

/** Into the shared conversation, with the focus on a message, as after Tab and arrow keys. */
async function goTo(stage: Stage, text: string): Promise<void> {
  const { mia } = await stage.backdrop.conversation();
  await stage.enter(mia);
  await stage.row(text).last().locator('article').focus();
}

/** Doing something with one message. */
export const acting: readonly State[] = [
  {
    name: 'row-focused',
    async arrange(stage) {
      await goTo(stage, 'I moved my train');
      await stage.page.keyboard.press('ArrowUp');
      await stage.page.locator('.row .tools').waitFor();
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
