import { expect, test } from 'vitest';
import { focusedName } from './checks/focus.js';
import type { Stage } from './stage.js';
import { DESK, openTheatre, PATIENT } from './theatre.js';

// By the keyboard alone: nothing here clicks, fills or focuses.

/** More stops than any view has. */
const MOST = 40;

let stage: Stage;

openTheatre(DESK, (raised) => {
  stage = raised;
});

const focused = () => focusedName(stage.page);
const isOn = (name: string | RegExp) => expect.poll(focused, PATIENT).toMatch(name);

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await stage.page.keyboard.press(key);
}

/** Goes on with Tab, or backwards, until it is there. Where the panel is open focus never leaves it. */
async function tabTo(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const way: (string | undefined)[] = [];
  for (let i = 0; i < MOST; i++) {
    await press(key);
    const now = await focused();
    if (now?.match(name)) return;
    way.push(now);
  }
  throw new Error(`${name} can't be reached by ${key}: ${way.join(' → ')}`);
}

const clipboard = () => stage.page.evaluate(() => navigator.clipboard.readText());

test('the whole main job: create, invite, talk, react, reply, edit, delete, rename, leave, come back', async () => {
  const { words } = stage;
  const { list, room, people, start, composer } = words;
  await stage.visit();
  const { page } = stage;
  await page.locator('.launcher').waitFor();
  await tabTo(/^Open chat$/);
  await press('Enter');
  await isOn(start.name);
  await page.keyboard.type('Mia');
  await tabTo(start.create);
  await press('Enter');
  await isOn(composer.label);

  // The code, from the empty room.
  await tabTo(room.copyCode, 'Shift+Tab');
  await press('Enter');
  await page.getByText(room.copied).waitFor();
  await isOn(room.copyCode);
  const code = await clipboard();
  const ana = await stage.join(code, 'Ana');

  await tabTo(composer.label);
  await page.keyboard.type('Hello');
  await press('Shift+Enter');
  await page.keyboard.type('there');
  await press('Enter');
  await stage.row('Hello').waitFor();
  await isOn(composer.label);
  const question = await ana.room.send('How are you?');
  await stage.row('How are you?').waitFor();
  await isOn(composer.label);

  // The list is one stop, at its newest message; arrows go through it.
  await press('Shift+Tab');
  await tabTo(/^Ana, /, 'Shift+Tab');
  await press('ArrowUp');
  await isOn(/^You, /);
  await press('End');
  await isOn(/^Ana, /);

  // A quick reaction, from the row's actions.
  await press('Enter');
  await isOn(list.reply);
  await press('ArrowUp');
  await isOn('React with Emoji');
  await tabTo(/^React with 👍/, 'Shift+Tab');
  await press('Enter');
  await stage.page.locator('.chip', { hasText: '👍' }).waitFor();
  await isOn(/^Ana, /);

  // Any other, from the whole picker: searched for, and found by arrow keys.
  await press('Enter');
  await isOn(list.reply);
  await press('ArrowUp');
  await isOn('React with Emoji');
  await press('Enter');
  await isOn(words.picker.search);
  await page.keyboard.type('fire');
  await page.getByRole('gridcell').first().waitFor();
  await page.getByText(/^\d+ emoji found$/).waitFor({ state: 'attached' });
  await press('ArrowDown');
  await isOn(/^fire$/);
  await press('ArrowRight');
  await isOn(/^fireworks$/);
  await press('Enter');
  await page.locator('.chip', { hasText: '🎆' }).waitFor();
  await page.locator('.picker').waitFor({ state: 'detached' });
  await isOn(/^Ana, /);

  // A reply, by its key; Escape would have called it off.
  await press('r');
  await isOn(composer.label);
  await press('Escape');
  await isOn(composer.label);
  await tabTo(/^Ana, /, 'Shift+Tab');
  await press('r');
  await page.keyboard.type('Fien');
  await press('Enter');
  // What is still on its way can't be edited yet.
  await stage.row('Fien').locator('.bubble.sent').waitFor();

  // An edit of what was last said.
  await press('ArrowUp');
  await expect.poll(() => stage.composer.inputValue()).toBe('Fien');
  await press('Backspace', 'Backspace');
  await page.keyboard.type('ne');
  await press('Enter');
  await stage.row('Fine').waitFor();
  await expect
    .poll(() => ana.room.state.messages.at(-1))
    .toMatchObject({ text: 'Fine', replyTo: question.seq });

  // A deletion, asked for once.
  await tabTo(/^Ana, /, 'Shift+Tab');
  await press('End');
  await isOn(/^You, /);
  await press('Delete');
  await isOn(list.keep);
  await press('Escape');
  await isOn(/^You, /);
  await press('Delete');
  await isOn(list.keep);
  await press('Tab', 'Enter');
  await page.getByText(list.deleted).waitFor();
  await isOn(/^You, /);

  // People, and a new name.
  await tabTo(/^People, /, 'Shift+Tab');
  await press('Enter');
  await isOn(words.panel.back);
  await tabTo(people.rename);
  await press('Enter');
  await isOn(start.name);
  await press('Control+a');
  await page.keyboard.type('Mia B');
  await press('Enter');
  await isOn(people.rename);
  await press('Escape');
  await isOn(/^People, /);
  await expect.poll(() => ana.room.state.members.map(({ name }) => name)).toContain('Mia B');

  // Away, and back by the code.
  await tabTo(room.menu);
  await press('Enter');
  await page.locator('.menu > ul').waitFor();
  await tabTo(room.leave);
  await press('Enter');
  await isOn(room.stay);
  await press('Tab', 'Enter');
  await isOn(start.name);
  await tabTo(start.code);
  await page.keyboard.type(code.replaceAll('-', '').toUpperCase());
  await press('Enter');
  await isOn(composer.label);
  await stage.row('How are you?').first().waitFor();
});

test('Escape takes one layer at a time, and focus goes back to what opened it', async () => {
  const { words } = stage;
  const { mia } = await stage.backdrop.conversation();
  await stage.visit(mia.stored(), { room: mia.code });
  await tabTo(/^Open chat/);
  await press('Enter');
  await isOn(words.composer.label);
  await tabTo(words.room.menu, 'Shift+Tab');
  await press('Enter');
  await stage.page.locator('.menu > ul').waitFor();
  await press('Escape');
  await stage.page.locator('.menu > ul').waitFor({ state: 'detached' });
  await isOn(words.room.menu);
  await press('Enter');
  await stage.page.locator('.menu > ul').waitFor();
  await tabTo(words.room.leave);
  await press('Enter');
  await isOn(words.room.stay);
  await press('Escape');
  await isOn(words.room.menu);
  await press('Escape');
  await isOn(/^Open chat/);
  expect(await stage.panel.count()).toBe(0);
});

test('Tab out of the emoji picker shuts it, so that it hides nothing that has the focus', async () => {
  const { words } = stage;
  const { mia } = await stage.backdrop.conversation();
  await stage.visit(mia.stored(), { room: mia.code });
  const { page } = stage;
  await tabTo(/^Open chat/);
  await press('Enter');
  await isOn(words.composer.label);
  const picker = page.locator('.picker');
  const openPicker = async () => {
    await tabTo(words.composer.emoji);
    await press('Enter');
    await isOn(words.picker.search);
    await picker.getByRole('gridcell').first().waitFor();
  };
  await openPicker();
  await tabTo(words.composer.label);
  await picker.waitFor({ state: 'detached' });
  await isOn(words.composer.label);
  await openPicker();
  await press('Shift+Tab');
  await picker.waitFor({ state: 'detached' });
  await isOn(/^(You|Ana Sousa), /);
  await openPicker();
  await press('Escape');
  await isOn(words.composer.emoji);
});

test('actions of a message on its way keep inside of the panel when more come, once it is sent', async () => {
  const gate = await stage.gate();
  const mia = await stage.room('Mia');
  await stage.visit(mia.stored(), { room: mia.code });
  const { words, page } = stage;
  await tabTo(/^Open chat/);
  await press('Enter');
  await isOn(words.composer.label);
  gate.shut();
  await page.locator('.banner > *').waitFor();
  await page.keyboard.type('On my way');
  await press('Enter');
  await page.locator('.bubble.pending').waitFor();
  await tabTo(/^You, /, 'Shift+Tab');
  await page.locator('.tools').waitFor();
  await press('Enter');
  await page.locator('.deeds').waitFor();
  gate.open();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.locator('.deeds .danger').waitFor();
  const bottom = async (selector: string) => {
    const box = await page.locator(selector).boundingBox();
    return box ? box.y + box.height : Number.NaN;
  };
  expect(await bottom('.deeds')).toBeLessThan(await bottom('.panel'));
});

test('a panel that floats lets Tab out into the page; the sheet of a phone keeps it', async () => {
  const { mia } = await stage.backdrop.conversation();
  await stage.visit(mia.stored(), { room: mia.code });
  await tabTo(/^Open chat/);
  await press('Enter');
  await isOn(stage.words.composer.label);
  await tabTo(stage.words.launcher.close);
  await stage.page.setViewportSize({ width: 390, height: 844 });
  await stage.page.locator('.sheet').waitFor();
  await tabTo(stage.words.panel.close, 'Shift+Tab');
  const seen = new Set<string | undefined>();
  for (let i = 0; i < MOST; i++) {
    await press('Tab');
    seen.add(await focused());
  }
  expect(seen).toContain(stage.words.composer.label);
  expect(seen).toContain(stage.words.panel.close);
  expect(seen).not.toContain(undefined);
});
