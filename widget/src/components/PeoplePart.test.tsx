// @vitest-environment happy-dom
import { RoomletError } from '@roomlet/sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Drawn, draw } from '../testing/draw.js';
import { CODE } from '../testing/fake-client.js';
import { ANA, FakeRoom, MIA } from '../testing/fake-room.js';

let view: Drawn;
let room: FakeRoom;
beforeEach(async () => {
  view = await draw({ mode: 'inline', room: CODE, name: 'Mia' });
  room = new FakeRoom(CODE);
  view.client.rooms.set(CODE, room);
  view.widget.show(false);
  await view.settle();
  view.button('People, 1 here').focus();
  await view.click(view.button('People, 1 here'));
  await view.appear('.people');
});
afterEach(() => view.remove());

const input = (label: string) => {
  const labelled = view.all('label').find(({ textContent }) => textContent === label);
  return view.find<HTMLInputElement>(`[id="${labelled?.getAttribute('for')}"]`);
};
const said = () => view.find('.toast').textContent;

test('the drawer is named, and gives focus back to what opened it', async () => {
  const drawer = view.find('.drawer');
  expect(view.find(`[id="${drawer.getAttribute('aria-labelledby')}"]`).textContent).toBe('People');
  expect(view.root.activeElement).toBe(view.button('Back'));
  expect(view.find('.asked').inert).toBe(true);
  await view.press(view.button('Back'), 'Escape');
  expect(view.all('.drawer')).toEqual([]);
  expect(view.root.activeElement).toBe(view.button('People, 1 here'));
});

test('who comes, goes or is away shows at once, and takes nobody’s words', async () => {
  await view.click(view.button('Change your name'));
  const field = input('Your name');
  expect(view.root.activeElement).toBe(field);
  await view.type(field, 'Mia B');
  room.change({
    members: [
      { ...ANA, host: true, verified: true, online: false },
      { ...MIA, online: true },
    ],
  });
  await view.settle();
  const rows = view.all('.member').map((row) => row.textContent);
  expect(rows[0]).toMatch(/Mia \(you\)Here now/);
  expect(rows[1]).toMatch(/AnaAwayHostVerified/);
  expect(input('Your name').value).toBe('Mia B');
  expect(view.root.activeElement).toBe(field);
});

describe('a new name', () => {
  beforeEach(async () => {
    await view.click(view.button('Change your name'));
    await view.type(input('Your name'), 'Mia B');
  });

  test('is told, and the field goes; the next room is offered it', async () => {
    await view.click(view.button('Save name'));
    expect(room.asked).toEqual([['rename', 'Mia B']]);
    expect(said()).toBe('You’re Mia B now');
    expect(view.root.activeElement).toBe(view.button('Change your name'));
    expect(view.widget.session.start.name.value).toBe('Mia B');
  });

  test('that can’t be used is said to be at fault, beside what was typed', async () => {
    room.refusal = new RoomletError('bad_request', 'No.');
    await view.click(view.button('Save name'));
    expect(view.find('.rename .problem').textContent).toMatch(/^That name can’t be used/);
    expect(input('Your name').getAttribute('aria-invalid')).toBe('true');
    expect(input('Your name').value).toBe('Mia B');
  });
});

describe('a host', () => {
  const lock = () => view.find<HTMLInputElement>('input[type=checkbox]');

  test('is told of every change once it is so', async () => {
    await view.type(input('Room title'), 'Launch');
    await view.click(view.button('Save title'));
    expect(said()).toBe('Title saved');
    await view.click(lock());
    expect(said()).toBe('Nobody new gets in now');
    await view.type(input('Room password'), 'open sesame');
    await view.click(view.button('Set password'));
    expect(said()).toBe('Password set');
    expect(input('Room password').value).toBe('');
    expect(room.asked).toEqual([
      ['moderate', 'title', { value: 'Launch' }],
      ['moderate', 'lock'],
      ['moderate', 'password', { value: 'open sesame' }],
    ]);
  });

  test('sees a switch go back that couldn’t be made, and why', async () => {
    room.refusal = new RoomletError('unavailable', 'No.');
    await view.click(lock());
    expect(lock().checked).toBe(false);
    expect(view.find('.forms > .problem').textContent).toMatch(/^The chat can’t be reached/);
  });

  test('is asked before the room is closed for everyone', async () => {
    view.button('Close room for everyone').focus();
    await view.click(view.button('Close room for everyone'));
    await view.appear('.prompt');
    expect(view.find('.drawer').inert).toBe(true);
    await view.click(view.button('Keep it'));
    expect(view.root.activeElement).toBe(view.button('Close room for everyone'));
    await view.click(view.button('Close room for everyone'));
    const [, close] = view.all('.prompt button');
    if (close) await view.click(close);
    expect(room.asked).toEqual([['moderate', 'close']]);
    room.change({ closed: { code: 'erased', message: 'x' } });
    await view.settle();
    expect(view.all('.drawer, .prompt')).toEqual([]);
  });

  test('who isn’t one finds no tools', async () => {
    room.change({ isHost: false });
    await view.settle();
    expect(view.all('.host-tools')).toEqual([]);
  });
});
