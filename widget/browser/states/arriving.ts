import { PATIENCE_MS } from '../../src/models/start.js';
import type { Stage } from '../stage.js';
import type { State } from './state.js';

/** On the way back to a room that can't be reached. */
async function enterInVain(stage: Stage): Promise<void> {
  const gate = await stage.gate();
  const mia = await stage.room('Mia');
  mia.rest();
  await stage.visit(mia.stored(), { room: mia.code });
  gate.shut();
  await stage.open();
  await stage.panel.getByText(stage.words.panel.loading).waitFor();
}

/** Before one is in a room. */
export const arriving: readonly State[] = [
  {
    name: 'launcher',
    modes: ['popup'],
    async arrange(stage) {
      await stage.visit();
      await stage.page.locator('.launcher').waitFor();
    },
  },
  {
    name: 'launcher-unread',
    modes: ['popup'],
    async arrange(stage) {
      const mia = await stage.room('Mia');
      const ana = await stage.join(mia.code, 'Ana');
      await stage.enter(mia);
      await stage.page.keyboard.press('Escape');
      for (const text of ['One', 'Two', 'Three']) await ana.room.send(text);
      await stage.page.locator('.badge', { hasText: '3' }).waitFor();
    },
  },
  {
    name: 'start',
    async arrange(stage) {
      await stage.visit();
      await stage.open();
      await stage.button(stage.words.start.create).waitFor();
    },
  },
  {
    name: 'recent',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      const other = await stage.room('Mia Lindqvist');
      await stage.visit({ ...mia.stored(), ...other.stored() });
      await stage.open();
      await stage.panel.getByText(stage.words.start.recent).waitFor();
    },
  },
  {
    name: 'start-problem',
    async arrange(stage) {
      await stage.visit();
      await stage.open();
      await stage.field(stage.words.start.code).fill('not a code');
      await stage.button(stage.words.start.join).click();
      await stage.panel.getByText(stage.words.problem.badCode).waitFor();
    },
  },
  {
    name: 'invited',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.visit({}, {}, `#room=${mia.code}`);
      await stage.button(stage.words.start.joinRoom).waitFor();
    },
  },
  {
    name: 'password',
    async arrange(stage) {
      const { code } = await stage.room('Ana', { password: 'harbour' });
      await stage.visit({}, {}, `#room=${code}`);
      await stage.button(stage.words.start.joinRoom).click();
      await stage.field(stage.words.start.password).waitFor();
    },
  },
  { name: 'entering', arrange: enterInVain },
  {
    name: 'stalled',
    async arrange(stage) {
      stage.prepare((page) => page.clock.install());
      await enterInVain(stage);
      await stage.page.clock.fastForward(PATIENCE_MS);
      await stage.panel.getByText(stage.words.panel.stalled).waitFor();
    },
  },
];
