import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SentMessage } from './timeline.js';
import { createUnread } from './unread.js';

const message = (seq: number, by: string, deleted?: boolean) =>
  ({ seq, by: { id: by }, deleted }) as unknown as SentMessage;

test('it is what counting all of them gives, whatever happens in between', () => {
  const step = fc.oneof(
    fc.constantFrom('ana', 'self').map((by) => ({ says: by })),
    fc.nat(30).map((reads) => ({ reads })),
    fc.nat(30).map((deletes) => ({ deletes })),
    fc.nat(5).map((loses) => ({ loses })),
    fc.constant({ starts: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let unread = createUnread();
      let kept: SentMessage[] = [];
      let seq = 0;
      let read = 0;
      for (const what of steps) {
        if ('says' in what) kept.push(message(++seq, what.says));
        else if ('reads' in what) read = Math.max(read, what.reads);
        else if ('loses' in what) kept = kept.slice(what.loses);
        else if ('starts' in what) kept = [];
        else {
          kept = kept.map((one) =>
            one.seq === what.deletes ? message(one.seq, one.by.id, true) : one,
          );
          unread = createUnread();
        }
        const all = kept.filter((one) => one.seq > read && one.by.id !== 'self' && !one.deleted);
        expect(unread([...kept], read, 'self')).toBe(all.length);
      }
    }),
  );
});
