import type { Stage } from '../stage.js';
import type { State } from './state.js';

/** Into the shared conversation as one of its people, with the room's menu open. */
async function openMenu(stage: Stage, who: 'mia' | 'noor'): Promise<void> {
  const conversation = await stage.backdrop.conversation();
  await stage.enter(conversation[who]);
  await stage.button(stage.words.room.menu).click();
}

/** What lies over a conversation. */
export const asking: readonly State[] = [
  {
    name: 'menu',
    async arrange(stage) {
      await openMenu(stage, 'mia');
      await stage.page.locator('.menu > ul').waitFor();
    },
  },
  {
    name: 'people',
    async arrange(stage) {
      await openMenu(stage, 'noor');
      await stage.button(stage.words.room.people).click();
      await stage.button(stage.words.people.rename).click();
      await stage.button(stage.words.people.renameSave).waitFor();
    },
  },
  {
    name: 'host',
    async arrange(stage) {
      await openMenu(stage, 'mia');
      await stage.button(stage.words.room.people).click();
      await stage.panel.getByText(stage.words.people.hostTools).click();
      await stage.button(stage.words.people.passwordSet).waitFor();
    },
  },
  {
    name: 'close',
    async arrange(stage) {
      await openMenu(stage, 'mia');
      await stage.button(stage.words.room.people).click();
      await stage.panel.getByText(stage.words.people.hostTools).click();
      await stage.button(stage.words.people.end).click();
      await stage.button(stage.words.people.endStay).waitFor();
    },
  },
  {
    name: 'share',
    async arrange(stage) {
      await openMenu(stage, 'mia');
      await stage.button(stage.words.room.invite).click();
      await stage.page.locator('.qr').waitFor();
    },
  },
  {
    name: 'save',
    async arrange(stage) {
      await openMenu(stage, 'mia');
      await stage.button(stage.words.room.save).click();
      await stage.button(stage.words.room.saveText).waitFor();
    },
  },
  {
    name: 'notices',
    async arrange(stage) {
      await openMenu(stage, 'mia');
      await stage.button(stage.words.room.notices).click();
      await stage.panel.getByText(stage.words.notices.sound).waitFor();
    },
  },
  {
    name: 'leave',
    async arrange(stage) {
      await openMenu(stage, 'mia');
      await stage.button(stage.words.room.leave).click();
      await stage.button(stage.words.room.stay).waitFor();
    },
  },
  {
    name: 'toast',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.button(stage.words.room.copyCodeNamed).click();
      await stage.page.locator('.toast', { hasText: stage.words.room.copied }).waitFor();
    },
  },
];
