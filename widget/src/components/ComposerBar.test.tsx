// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Drawn, draw } from '../testing/draw.js';
import { CODE } from '../testing/fake-client.js';
import { ANA, FakeRoom, MIA, sent } from '../testing/fake-room.js';

let view: Drawn;
let room: FakeRoom;
beforeEach(async () => {
  view = await draw({ mode: 'inline', room: CODE, name: 'Mia' });
  room = new FakeRoom(CODE, [sent(1, ANA, 'Four?'), sent(2, MIA, 'Yes.'), sent(3, ANA, 'Good')]);
  view.client.rooms.set(CODE, room);
  view.widget.show(false);
  await view.settle();
});
afterEach(() => view.remove());

const field = () => view.find<HTMLTextAreaElement>('textarea');
const model = () => {
  const shown = view.widget.session.view.value;
  if (shown.name !== 'room') throw new Error('Not in a room.');
  return shown.room;
};

describe('an edit', () => {
  test('of the last own message begins by ↑ in an empty field, and Escape calls it off', async () => {
    await view.press(field(), 'ArrowUp');
    expect(field().value).toBe('Yes.');
    expect((await view.appear('.intent')).textContent).toContain('Editing your message');
    expect(view.button('Save').getAttribute('aria-disabled')).toBe('false');
    await view.press(field(), 'Escape');
    expect(field().value).toBe('');
    expect(view.all('.intent')).toEqual([]);
    expect(view.widget.open.value).toBe(true);
  });

  test('does not begin by ↑ where something is written', async () => {
    await view.type(field(), 'x');
    await view.press(field(), 'ArrowUp');
    expect(field().value).toBe('x');
  });

  test('is saved by Enter', async () => {
    await view.press(field(), 'ArrowUp');
    await view.type(field(), 'No.');
    await view.press(field(), 'Enter');
    expect(room.asked).toEqual([['edit', 2, 'No.']]);
    expect(field().value).toBe('');
  });
});

test('an answer says above the field what it answers, takes the focus, and can be called off', async () => {
  model().reply(sent(1, ANA, 'Four?'));
  await view.settle();
  const bar = await view.appear('.intent > div');
  expect(bar.textContent).toBe('Replying to Ana Four?');
  expect(view.root.activeElement).toBe(field());
  expect(field().getAttribute('aria-describedby')).toBe(bar.id);
  view.button('Cancel').focus();
  await view.click(view.button('Cancel'));
  expect(view.all('.intent')).toEqual([]);
  expect(view.root.activeElement).toBe(field());
});

test('an answer shows its quote while it is on its way', async () => {
  model().reply(sent(1, ANA, 'Four?'));
  await view.settle();
  await view.type(field(), 'Four.');
  await view.press(field(), 'Enter');
  await view.appear('.quote');
  expect(view.find('.own .pending').closest('.stack')?.textContent).toContain('Ana Four?');
});

test('how much is left describes the field, and is said now and then', async () => {
  const said = () => view.find('.foot [role=status]').textContent;
  const description = () =>
    (field().getAttribute('aria-describedby') ?? '')
      .split(' ')
      .filter(Boolean)
      .map((id) => view.find(`#${CSS.escape(id)}`).textContent);
  await view.type(field(), 'x'.repeat(3_799));
  expect([description(), said()]).toEqual([[], '']);
  await view.type(field(), 'x'.repeat(3_805));
  expect([description(), said()]).toEqual([['195 characters left'], '195 characters left']);
  await view.type(field(), 'x'.repeat(3_806));
  expect([description(), said()]).toEqual([['194 characters left'], '195 characters left']);
  model().reply(sent(1, ANA, 'Four?'));
  await view.appear('.intent');
  expect(description()).toEqual(['Replying to Ana Four?', '194 characters left']);
});

test('what is inserted goes to the caret', async () => {
  await view.type(field(), 'Hello world');
  field().setSelectionRange(5, 5);
  model().composer.insert(' 🌍');
  await view.settle();
  expect(field().value).toBe('Hello 🌍 world');
});
