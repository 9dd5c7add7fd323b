import { expect, it } from 'vitest';
import { Scrubs } from './scrubs.js';

const message = (seq: number) => ({
  seq,
  json: JSON.stringify({ seq, kind: 'message', text: `secret ${seq}` }),
});
const edit = (seq: number, target: number) => ({
  seq,
  json: JSON.stringify({ seq, kind: 'edit', target, text: `secret ${seq}` }),
});
const texts = (events: readonly { json: string }[]) =>
  events.map(({ json }) => (JSON.parse(json) as { text?: string }).text);

it('[W15] what was read before a deletion loses the text of the message and of its edits', () => {
  const scrubs = new Scrubs();
  scrubs.note(1);
  const { mark } = scrubs;
  const read = [message(1), message(2), edit(3, 2), edit(4, 1)];
  expect(texts(scrubs.strip(read, mark))).toEqual(texts(read));
  scrubs.note(2);
  expect(texts(scrubs.strip(read, mark))).toEqual(['secret 1', undefined, undefined, 'secret 4']);
});

it('[W15] more deletions than are remembered make what was read before useless', () => {
  const scrubs = new Scrubs(10);
  const { mark } = scrubs;
  for (let n = 0; n < 25; n++) scrubs.note(n);
  expect(() => scrubs.strip([message(1)], mark)).toThrow('faster than it was read');
  expect(scrubs.strip([], mark)).toEqual([]);
  expect(texts(scrubs.strip([message(24)], scrubs.mark - 1))).toEqual([undefined]);
});
