import { describe, expect, test } from 'vitest';
import { focusedName } from './checks/focus.js';
import type { Seat } from './seat.js';
import type { Stage } from './stage.js';
import { DESK, openTheatre, PATIENT } from './theatre.js';

// What is pressed before the code that answers to it is loaded.

let stage: Stage;
let mia: Seat;
/** Lets in what is held back. */
let load: () => void;

openTheatre(DESK, async (raised) => {
  stage = raised;
  mia = await stage.room('Mia');
  await mia.room.send('First');
  await mia.room.send('Second');
});

/** Comes to the room, where one part of the widget isn't loaded yet. */
async function enterWithout(part: string): Promise<void> {
  const loading = new Promise<void>((resolve) => {
    load = resolve;
  });
  stage.prepare((page) =>
    page.route(`**/${part}-*`, async (route) => {
      await loading;
      await route.continue();
    }),
  );
  await stage.enter(mia);
  await stage.row('Second').waitFor();
}

const press = (key: string) => stage.page.keyboard.press(key);
const isOn = (name: string | RegExp) =>
  expect.poll(() => focusedName(stage.page), PATIENT).toMatch(name);

describe('a key on a message', () => {
  const toLast = async () => {
    await enterWithout('message-parts');
    await stage.page.locator('article.message').last().focus();
  };

  test.each([
    ['Enter', '.deeds'],
    ['r', '.intent'],
    ['e', '.intent'],
    ['Delete', '.prompt'],
  ])('does what it does once that is loaded: %s', async (key, opens) => {
    await toLast();
    await press(key);
    load();
    await stage.page.locator(opens).waitFor();
  });

  test.each([
    ['another followed', () => press('Shift')],
    ['the focus went elsewhere', () => stage.composer.click()],
    ['it came back from there', () => stage.composer.click().then(() => press('Shift+Tab'))],
  ])('does nothing where %s', async (_, act) => {
    await toLast();
    await press('Enter');
    await act();
    load();
    await stage.row('First').hover();
    await stage.page.locator('.tools').waitFor();
    expect(await stage.page.locator('.deeds').count()).toBe(0);
  });
});

describe('Tab into the room’s menu', () => {
  const open = async () => {
    await stage.button(stage.words.room.menu).focus();
    await press('Enter');
  };

  test('goes to its first item once that is loaded', async () => {
    await enterWithout('room-parts');
    await open();
    await press('Tab');
    await isOn(stage.words.room.menu);
    load();
    await isOn(stage.words.room.people);
  });

  test('counts for that opening only', async () => {
    await enterWithout('room-parts');
    await open();
    await press('Tab');
    await press('Escape');
    await open();
    load();
    await stage.page.locator('.menu > ul').waitFor();
    await isOn(stage.words.room.menu);
  });
});
