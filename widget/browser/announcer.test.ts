import { expect, test } from 'vitest';
import { heard } from './checks/heard.js';
import type { Seat } from './seat.js';
import type { Stage } from './stage.js';
import { DESK, openTheatre } from './theatre.js';

let stage: Stage;
let mia: Seat;
let ana: Seat;

openTheatre(DESK, async (raised) => {
  stage = raised;
  await stage.gate();
  mia = await stage.room('Mia');
  ana = await stage.join(mia.code, 'Ana');
});

const said = () => heard(stage.page, 'log');
const hears = (...lines: string[]) =>
  expect.poll(said, { timeout: 20_000 }).toEqual(lines.map((line) => `log: ${line}`));

test('what was said before is never announced: neither on entering, nor after a refresh, nor of older pages', async () => {
  for (let i = 1; i <= 300; i++) void ana.room.send(`Before ${i}`);
  await ana.room.send('The last before');
  await stage.enter(mia);
  await stage.row('The last before').waitFor();
  await stage.page.locator('.list').hover();
  await expect
    .poll(
      async () => {
        await stage.page.mouse.wheel(0, -4_000);
        return stage.page.getByText('Before 1', { exact: true }).count();
      },
      { timeout: 40_000 },
    )
    .toBe(1);
  expect(await said()).toEqual([]);
  await stage.page.reload();
  await stage.row('The last before').waitFor();
  // What is live is: so the silence before was no deafness.
  await ana.room.send('And now');
  await hears('Ana: And now');
});

test('live messages of others are said with their author, and as they read, not as they are written', async () => {
  await stage.enter(mia);
  await ana.room.send('The **launch** is at `four`');
  await hears('Ana: The launch is at four');
});

test('one’s own messages, edits, deletions, reactions and typing are not said', async () => {
  await stage.enter(mia);
  const { seq } = await ana.room.send('Frist');
  await hears('Ana: Frist');
  await ana.room.edit(seq, 'First');
  await stage.row('First').waitFor();
  await ana.room.react(seq, '👍', true);
  await stage.page.locator('.chip').waitFor();
  ana.room.typing(true);
  await stage.page.locator('.typing', { hasText: 'Ana' }).waitFor();
  await stage.composer.fill('Mine');
  await stage.composer.press('Enter');
  await stage.page.locator('.own .bubble.sent').waitFor();
  await ana.room.delete(seq);
  await stage.page.getByText(stage.words.list.deleted).waitFor();
  await ana.room.send('Second');
  await hears('Ana: Frist', 'Ana: Second');
});

test('a burst is counted, and what was missed while the connection was lost is counted whole', async () => {
  const gate = await stage.gate();
  await stage.enter(mia);
  await ana.room.send('Still here');
  await hears('Ana: Still here');
  gate.shut();
  await stage.page.locator('.banner > *').waitFor();
  // The other end's way to the service is its own.
  const bo = await stage.backdrop.visitor(mia.code, 'Bo');
  for (let i = 1; i <= 20; i++) await bo.room.send(`Missed ${i}`);
  gate.open();
  await stage.page.evaluate(() => dispatchEvent(new Event('online')));
  await stage.row('Missed 20').waitFor();
  await hears('Ana: Still here', '20 new messages');
  bo.rest();
});

test('the connection is a status; a message that can’t go out is an alert', async () => {
  const gate = await stage.gate();
  const { banner, list } = stage.words;
  await stage.enter(mia);
  gate.shut();
  await expect
    .poll(() => heard(stage.page, 'status'), { timeout: 20_000 })
    .toContain(`status: ${banner.offline}`);
  gate.open();
  await stage.page.evaluate(() => dispatchEvent(new Event('online')));
  await expect
    .poll(() => heard(stage.page, 'status'), { timeout: 20_000 })
    .toContain(`status: ${banner.back}`);
  expect(await heard(stage.page, 'alert')).toEqual([]);
  await stage.composer.fill('Too long. '.repeat(40));
  await stage.composer.press('Enter');
  await expect.poll(() => heard(stage.page, 'alert')).toEqual([`alert: ${list.notSent}`]);
});

test('a popup that is shut says nothing of the conversation: its launcher has the count', async () => {
  await stage.enter(mia);
  await stage.page.keyboard.press('Escape');
  await stage.panel.waitFor({ state: 'detached' });
  await ana.room.send('Psst');
  await stage.page.getByRole('button', { name: 'Open chat, 1 unread message' }).waitFor();
  expect(await said()).toEqual([]);
});
