import type { State } from './state.js';

/** What lies over a conversation. */
export const asking: readonly State[] = [
  {
    name: 'menu',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.button(stage.words.room.menu).click();
      await stage.page.locator('.menu > ul').waitFor();
    },
  },
  {
    name: 'people',
    async arrange(stage) {
      const { noor } = await stage.backdrop.conversation();
      await stage.enter(noor);
      await stage.button(stage.words.room.menu).click();
      await stage.button(stage.words.room.people).click();
      await stage.button(stage.words.people.rename).click();
      await stage.button(stage.words.people.renameSave).waitFor();
    },
  },
  {
    name: 'host',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.button(stage.words.room.menu).click();
      await stage.button(stage.words.room.people).click();
      await stage.panel.getByText(stage.words.people.hostTools).click();
      await stage.button(stage.words.people.passwordSet).waitFor();
    },
  },
  {
    name: 'close',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.button(stage.words.room.menu).click();
      await stage.button(stage.words.room.people).click();
      await stage.panel.getByText(stage.words.people.hostTools).click();
      await stage.button(stage.words.people.end).click();
      await stage.button(stage.words.people.endStay).waitFor();
    },
  },
  {
    name: 'share',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.button(stage.words.room.menu).click();
      await stage.button(stage.words.room.invite).click();
      await stage.page.locator('.qr').waitFor();
    },
  },
  {
    name: 'save',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.button(stage.words.room.menu).click();
      await stage.button(stage.words.room.save).click();
      await stage.button(stage.words.room.saveText).waitFor();
    },
  },
  {
    name: 'notices',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.button(stage.words.room.menu).click();
      await stage.button(stage.words.room.notices).click();
      await stage.panel.getByText(stage.words.notices.sound).waitFor();
    },
  },
  {
    name: 'leave',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.button(stage.words.room.menu).click();
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
