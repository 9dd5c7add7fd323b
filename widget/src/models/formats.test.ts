import { expect, test } from 'vitest';
import { en } from '../strings/en.js';
import { createFormats } from './formats.js';

const formats = createFormats('en', en);
const now = new Date(2026, 2, 4, 0, 30).getTime();
const at = (...date: [number, number, number]) => new Date(...date, 23, 50).getTime();

test.each([
  [at(2026, 2, 4), 'Today'],
  [at(2026, 2, 3), 'Yesterday'],
  [at(2026, 2, 2), 'Monday'],
  [at(2026, 1, 26), 'Thursday'],
  [at(2026, 1, 25), 'February 25'],
  [at(2025, 1, 25), 'February 25, 2025'],
])('%d is called %s', (moment, label) => {
  expect(formats.day(moment, now)).toBe(label);
});

test('names are listed as the language lists them', () => {
  expect(formats.list(['Ana'])).toBe('Ana');
  expect(formats.list(['Ana', 'Ben'])).toBe('Ana and Ben');
});
