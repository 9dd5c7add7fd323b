import type { Row } from './bad-frame-rows.js';

/** Bad commands about messages and rooms. The room holds one event, seq 1: a `joined`. */

const command = (type: string, right: object) => (fields: object) => (at: { room: string }) => ({
  type,
  room: at.room,
  ...right,
  ...fields,
});
const edit = command('edit', { target: 1, text: 'x' });
const remove = command('delete', { target: 1 });
const react = command('react', { target: 1, emoji: '👍', on: true });
const read = command('read', { seq: 1 });
const moderate = command('moderate', {});

/** [W3] in a room that wasn't joined, in none, and in what can't be one. */
const elsewhere = (name: string, make: typeof edit): Row[] => [
  [
    `[W3] ${name} before joining`,
    (at) => ({ ...make({})(at), room: at.elsewhere }),
    'unauthorized',
  ],
  [`[W3] ${name} in no room`, (at) => ({ ...make({})(at), room: at.nowhere }), 'not_found'],
  [`[W3] ${name} in what can’t be a code`, make({ room: '\u0000' }), 'not_found'],
  [`[W1] ${name} in a number`, make({ room: 7 }), 'bad_request'],
];

const target = (name: string, make: typeof edit): Row[] => [
  [`[W1] ${name} without a target`, make({ target: undefined }), 'bad_request'],
  [`[W2] ${name} 0`, make({ target: 0 }), 'bad_request'],
  [`[W2] ${name} 1.5`, make({ target: 1.5 }), 'bad_request'],
  [`[W2] ${name} "1"`, make({ target: '1' }), 'bad_request'],
  [`[W2] ${name} null`, make({ target: null }), 'bad_request'],
  [`[W2] ${name} what is far ahead`, make({ target: 2 ** 53 - 1 }), 'not_found'],
  [`[W2] ${name} what is no message`, make({ target: 1 }), 'not_found'],
];

export const BAD_AMENDMENTS: readonly Row[] = [
  ...elsewhere('edit', edit),
  ...target('edit', edit),
  ['[W1] edit without text', edit({ text: undefined }), 'bad_request'],
  ['[W2] edit to blanks', edit({ text: ' \n\u00a0' }), 'bad_request'],
  ['[W2] edit to 4,001', edit({ text: 'x'.repeat(4_001) }), 'too_large'],
  ['[W2] edit to null', edit({ text: null }), 'bad_request'],
  [
    '[W2] edit to a lone surrogate',
    (at) => `{"id":1,"type":"edit","room":"${at.room}","target":1,"text":"\\ud83e"}`,
    'bad_request',
  ],
  ...elsewhere('delete', remove),
  ...target('delete', remove),
  ...elsewhere('react', react),
  ...target('react', react),
  ['[W1] react without an emoji', react({ emoji: undefined }), 'bad_request'],
  ['[W1] react without on', react({ on: undefined }), 'bad_request'],
  ['[W2] react on "true"', react({ on: 'true' }), 'bad_request'],
  ['[W2] react with nothing', react({ emoji: '' }), 'bad_request'],
  ['[W2] react with a blank', react({ emoji: ' ' }), 'bad_request'],
  ['[W2] react with two', react({ emoji: '👍👍' }), 'bad_request'],
  ['[W2] react with a word', react({ emoji: 'ok' }), 'bad_request'],
  ['[W2] react with a control character', react({ emoji: '\u0007' }), 'bad_request'],
  ['[W2] react with a letter', react({ emoji: 'a' }), 'bad_request'],
  ['[W2] react with a digit', react({ emoji: '1' }), 'bad_request'],
  ['[W2] react with a zero-width space', react({ emoji: '\u200b' }), 'bad_request'],
  ['[W2] react with the flag of no region', react({ emoji: '🇽🇽' }), 'bad_request'],
  ['[W2] react with 65 bytes', react({ emoji: `e${'\u0301'.repeat(32)}` }), 'too_large'],
  ...elsewhere('read', read),
  ['[W1] read without a seq', read({ seq: undefined }), 'bad_request'],
  ['[W2] read −1', read({ seq: -1 }), 'bad_request'],
  ['[W2] read 0.5', read({ seq: 0.5 }), 'bad_request'],
  ['[W2] read "1"', read({ seq: '1' }), 'bad_request'],
  ['[W2] read what is far ahead', read({ seq: 2 ** 53 - 1 }), 'ok'],
];

export const BAD_ORDERS: readonly Row[] = [
  ...elsewhere('moderate', command('moderate', { action: 'lock' })),
  ['[W1] moderate nothing', moderate({}), 'bad_request'],
  ['[W2] moderate dance', moderate({ action: 'dance' }), 'bad_request'],
  ['[W2] moderate __proto__', moderate({ action: '__proto__' }), 'bad_request'],
  ['[W2] slow without a value', moderate({ action: 'slow' }), 'bad_request'],
  ['[W2] slow −1', moderate({ action: 'slow', value: -1 }), 'bad_request'],
  ['[W2] slow 0.5', moderate({ action: 'slow', value: 0.5 }), 'bad_request'],
  ['[W2] slow for over an hour', moderate({ action: 'slow', value: 3_600_001 }), 'bad_request'],
  ['[W2] slow "5000"', moderate({ action: 'slow', value: '5000' }), 'bad_request'],
  ['[W2] an empty password', moderate({ action: 'password', value: '' }), 'bad_request'],
  ['[W2] a password of 201', moderate({ action: 'password', value: 'p'.repeat(201) }), 'too_large'],
  ['[W2] a number as password', moderate({ action: 'password', value: 5 }), 'bad_request'],
  ['[W2] title without a value', moderate({ action: 'title' }), 'bad_request'],
  ['[W2] a title of 81', moderate({ action: 'title', value: 't'.repeat(81) }), 'too_large'],
  ['[W2] a title with a line break', moderate({ action: 'title', value: 'a\nb' }), 'bad_request'],
  ['[W2] kick nobody', moderate({ action: 'kick' }), 'bad_request'],
  ['[W2] lock by who is no host', moderate({ action: 'lock' }), 'forbidden'],
  ['[W2] close by who is no host', moderate({ action: 'close' }), 'forbidden'],
  ['[W2] kick by who is no host', moderate({ action: 'kick', member: 'x' }), 'forbidden'],
];
