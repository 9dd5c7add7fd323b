import { expect } from 'vitest';
import { spreadOut } from './long-ago.js';
import type { State } from './state.js';

/** In a room whose conversation goes well. */
export const talking: readonly State[] = [
  {
    name: 'empty',
    async arrange(stage) {
      await stage.enter(await stage.room('Mia'));
      await stage.page.locator('.big-code').waitFor();
    },
  },
  {
    name: 'conversation',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.row('See you there!').waitFor();
    },
  },
  {
    name: 'host-speaks',
    async arrange(stage) {
      const host = await stage.room('Ben');
      const long = await stage.join(host.code, 'Bartholomew of the Eastern Hills, Host');
      const mia = await stage.join(host.code, 'Mia');
      await long.room.send('Is this the right room?');
      await host.room.send('Welcome, everyone.');
      await host.room.send('We start in five minutes.');
      await host.room.rename('Benjamin WWWWW of the Far Western Hills');
      await mia.room.send('Thank you!');
      await host.room.send('You are welcome.');
      await stage.enter(mia);
      await stage.row('You are welcome.').waitFor();
    },
  },
  {
    name: 'days',
    async arrange(stage) {
      const mia = await stage.room('Mia');
      const ben = await stage.join(mia.code, 'Ben');
      const daysAgo = new Map<number, number>();
      for (const ago of [400, 21, 3, 1, 0])
        daysAgo.set((await ben.room.send(`Said ${ago} days ago.`)).seq, ago);
      stage.prepare((page) => spreadOut(page, daysAgo));
      await stage.enter(mia);
      await expect.poll(() => stage.page.locator('.day').count()).toBe(daysAgo.size);
    },
  },
  {
    name: 'typing',
    async arrange(stage) {
      const mia = await stage.room('Mia');
      const ben = await stage.join(mia.code, 'Ben');
      await ben.room.send('One moment, I look it up.');
      await stage.enter(mia);
      ben.room.typing(true);
      await stage.page.locator('.typing', { hasText: 'Ben' }).waitFor();
    },
  },
  {
    name: 'new-below',
    async arrange(stage) {
      const mia = await stage.room('Mia');
      const ben = await stage.join(mia.code, 'Ben');
      for (let i = 1; i <= 40; i++) void ben.room.send(`Slide ${i} of 40 is ready.`);
      await stage.enter(mia);
      await stage.row('Slide 40').waitFor();
      // By a key, as a reader would; a script's scrolling is no gesture.
      await stage.row('Slide 40').locator('article').focus();
      await stage.page.keyboard.press('Home');
      await stage.page.locator('.pill').waitFor();
      await ben.room.send('Let’s start.');
      await stage.page.locator('.pill:not(.bare)').waitFor();
    },
  },
  {
    name: 'unread',
    async arrange(stage) {
      const mia = await stage.room('Mia');
      const ben = await stage.join(mia.code, 'Ben');
      const { seq } = await ben.room.send('I’ll be there early.');
      await expect.poll(() => mia.room.state.seq).toBe(seq);
      mia.room.read(seq);
      await expect
        .poll(() => ben.room.state.members.find(({ name }) => name === 'Mia'))
        .toMatchObject({ read: seq });
      await ben.room.send('The door is open.');
      await ben.room.send('Come in!');
      mia.rest();
      await stage.enter(mia);
      await stage.page.locator('.list .unread').waitFor();
    },
  },
  {
    name: 'emoji',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.button(stage.words.composer.emoji).click();
      await stage.page.locator('.picker [role=gridcell]').first().waitFor();
    },
  },
  {
    name: 'long-draft',
    async arrange(stage) {
      const { mia } = await stage.backdrop.conversation();
      await stage.enter(mia);
      await stage.composer.fill('And one more thing. '.repeat(210));
      await stage.page.locator('.left.over').waitFor();
    },
  },
];
