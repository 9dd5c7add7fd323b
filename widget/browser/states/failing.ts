import { LONGEST } from '../backdrop.js';
import type { Stage } from '../stage.js';
import type { State } from './state.js';

/** Into a room whose service then can't be reached any more. */
async function loseService(stage: Stage) {
  const gate = await stage.gate();
  const mia = await stage.room('Mia');
  await mia.room.send('Is everybody aboard?');
  await stage.enter(mia);
  gate.shut();
  return gate;
}

/** When something is in the way. */
export const failing: readonly State[] = [
  {
    name: 'reconnecting',
    async arrange(stage) {
      await loseService(stage);
      await stage.page.locator('.banner.reconnecting').waitFor();
    },
  },
  {
    name: 'offline',
    async arrange(stage) {
      await loseService(stage);
      await stage.page.locator('.banner.offline').waitFor();
      await stage.composer.fill('I am on a train, this will follow.');
      await stage.button(stage.words.composer.send).click();
      await stage.page.locator('.bubble.pending').waitFor();
    },
  },
  {
    name: 'back-online',
    async arrange(stage) {
      const gate = await loseService(stage);
      await stage.page.locator('.banner.offline').waitFor();
      gate.open();
      // As the system tells a page: it tries again at once.
      await stage.page.evaluate(() => dispatchEvent(new Event('online')));
      await stage.page.locator('.banner.back').waitFor({ timeout: 30_000 });
    },
  },
  {
    name: 'not-sent',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.composer.fill('And one more thing. '.repeat(LONGEST / 10));
      await stage.button(stage.words.composer.send).click();
      await stage.page.locator('.unsent').waitFor();
    },
  },
  {
    name: 'left',
    async arrange(stage) {
      const ana = await stage.room('Ana');
      const ben = await stage.join(ana.code, 'Ben');
      await ana.room.send('Time to go home, everybody.');
      await stage.enter(ben);
      await ben.room.leave();
      await stage.panel.getByText(stage.words.ended.left).waitFor();
    },
  },
  {
    name: 'erased',
    async arrange(stage) {
      const ana = await stage.room('Ana');
      const ben = await stage.join(ana.code, 'Ben');
      await ana.room.send('Time to go home, everybody.');
      await stage.enter(ben);
      await ana.room.moderate('close');
      await stage.panel.getByText(stage.words.ended.erased).waitFor();
    },
  },
];
