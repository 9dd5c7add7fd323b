// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Drawn, draw } from '../testing/draw.js';
import { CODE } from '../testing/fake-client.js';

let view: Drawn;
beforeEach(async () => {
  view = await draw();
  await view.click(view.button('Open chat'));
});
afterEach(() => view.remove());

const codeField = () => view.find<HTMLInputElement>('input.mono');

test('a code is shown as it is shared as soon as it is whole', async () => {
  await view.type(codeField(), 'K7W Q2M X9');
  expect(codeField().value).toBe('K7W Q2M X9');
  await view.type(codeField(), 'K7W Q2M X9D');
  expect(codeField().value).toBe(CODE);
});

test('a wrong code is told at the field, in words', async () => {
  await view.type(codeField(), 'hello');
  await view.click(view.button('Join'));
  expect(codeField().getAttribute('aria-invalid')).toBe('true');
  const note = view.find(`#${codeField().getAttribute('aria-describedby')}`);
  expect(note.getAttribute('role')).toBe('alert');
  expect(note.textContent).toContain('nine letters and digits');
});

test('the service’s refusal becomes a sentence that says what to do', async () => {
  view.client.refuse('room_full');
  await view.type(codeField(), CODE);
  await view.click(view.button('Join'));
  expect(view.find('[role=alert]').textContent).toContain('Try again when somebody has left');
});

test('an invitation shows the code and asks for a name alone', async () => {
  view.page.href = `https://site.example/#room=${CODE}`;
  view.widget.followLink();
  await view.settle();
  expect(view.find('.ticket').textContent).toContain(CODE);
  expect(view.all('input')).toHaveLength(1);
  await view.type(view.find<HTMLInputElement>('input'), 'Mia');
  await view.click(view.button('Join the room'));
  expect(view.client.asked).toEqual([{ code: CODE, name: 'Mia' }]);
});

test('an empty room shows its code, and copies it and an invite link', async () => {
  await view.click(view.button('Create a room'));
  expect(view.find('.big-code').textContent).toBe(CODE);
  await view.click(view.button('Copy code'));
  await view.click(view.all('.pair button')[1] as HTMLElement);
  expect(view.page.copied).toEqual([CODE, `https://site.example/shop#room=${CODE}`]);
  expect(view.find('.toast').textContent).toBe('Copied');
});

test('a way in can be called off, and focus stays in the form', async () => {
  view.client.gate = new Promise(() => {});
  await view.click(view.button('Create a room'));
  view.button('Cancel').focus();
  await view.click(view.button('Cancel'));
  expect(view.button('Create a room').getAttribute('aria-disabled')).toBe('false');
  expect(view.root.activeElement).toBe(view.find('input'));
});

test('rooms on this device are listed, and a click goes back in', async () => {
  await view.click(view.button('Create a room'));
  await view.choose('Your rooms');
  const list = await view.appear('.recent');
  expect(list.textContent).toMatch(/^Your rooms on this device.*as Mia/);
  await view.click(view.find('.recent button'));
  expect(view.all('textarea')).toHaveLength(1);
});
