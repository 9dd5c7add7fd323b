import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ask, Reply } from './connection.js';
import type { RoomEvent } from './protocol/event.js';
import { foldEvent, type Message } from './protocol/fold.js';
import { arbitraryLog } from './protocol/testing/arbitrary-log.js';
import { scrubbed } from './protocol/testing/scrubbed.js';
import { createTimeline } from './timeline.js';

/** How a client comes to its events. */
type Step =
  | { readonly kind: 'live' | 'missed' | 'anew'; readonly count: number }
  | { readonly kind: 'older'; readonly count: number };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('live', 'missed', 'anew', 'older'),
  count: fc.integer({ min: 0, max: 8 }),
});

function fold(events: readonly RoomEvent[]): Message[] {
  const messages = new Map<number, Message>();
  for (const event of events) foldEvent(messages, event);
  return [...messages.values()];
}

/** A service that has the log up to `head`, and answers with what is left of its texts by then. */
function service(log: readonly RoomEvent[]) {
  let head = 0;
  const kept = () => scrubbed(log.slice(0, head));
  const page = (events: RoomEvent[]) => ({ events, first: 1, seq: head });
  const answer = (command: Ask, reply: Reply) => {
    if (command.type !== 'history') return;
    const { before = head + 1, after, limit = 50 } = command;
    const events =
      after === undefined
        ? kept()
            .filter(({ seq }) => seq < before)
            .slice(-limit)
        : kept().slice(after, after + limit);
    reply(page(events) as never);
  };
  return {
    answer,
    joined: (events: RoomEvent[]) => ({ ...page(events), epoch: 'e' }) as never,
    kept,
    get head() {
      return head;
    },
    grow(count: number): readonly RoomEvent[] {
      const from = head;
      head = Math.min(log.length, head + count);
      return log.slice(from, head);
    },
  };
}

it('[W8] [W15] live, in pages, recovered or anew: the view is the fold of the log', async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryLog(40),
      fc.array(step, { maxLength: 14 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 2, max: 30 }),
      async (log, steps, tail, limit) => {
        const there = service(log);
        const seqs: number[] = [];
        const insist = (command: Ask, reply: Reply) => {
          // What is answered at once passes: an errand's answer comes later.
          let on = true;
          queueMicrotask(() => on && there.answer(command, reply));
          return () => {
            on = false;
          };
        };
        const timeline = createTimeline(
          'room',
          there.answer,
          insist,
          ({ seq }) => seqs.push(seq),
          () => expect.fail('the log has no gap'),
          limit,
        );
        const anew = () => timeline.load(there.joined(there.kept().slice(-tail)), false);
        anew();
        for (const { kind, count } of steps) {
          if (kind === 'older') await timeline.loadOlder(count + 1);
          else if (kind === 'live') for (const event of there.grow(count)) timeline.receive(event);
          else {
            there.grow(count);
            timeline.pause();
            // A recovery ends with its page; the rest is asked for.
            const since = there.kept().slice(timeline.at.seq, timeline.at.seq + 3);
            if (kind === 'anew') anew();
            else timeline.load(there.joined(since), true);
          }
          for (let i = 0; i < 20; i++) await undefined;
        }
        timeline.noteHead(there.head);
        for (let i = 0; i < 50; i++) await undefined;
        while (timeline.hasOlder) await timeline.loadOlder(3);
        const shown = timeline.messages.map(({ status: _status, ...message }) => message);
        const past = log.slice(0, there.head);
        expect(shown).toEqual(fold(past));
        expect(shown).toEqual(fold(there.kept()));
      },
    ),
    { numRuns: 500 },
  );
});

it('a view of what comes in holds the newest, and what was let go can be had again', async () => {
  const by = { id: 'ana', name: 'Ana' };
  const log = Array.from({ length: 300 }, (_, i): RoomEvent => {
    const stamp = { seq: i + 1, at: i, by };
    if (i % 3 < 2) return { ...stamp, kind: 'message', key: `k${i}`, text: `${i}` };
    return { ...stamp, kind: 'reaction', target: i % 2 ? 1 : i, emoji: `e${i}`, on: true };
  });
  const there = service(log);
  const timeline = createTimeline(
    'room',
    there.answer,
    () => () => {},
    () => {},
    () => expect.fail('the log has no gap'),
    100,
  );
  timeline.load(there.joined([]), false);
  for (const event of there.grow(300)) {
    timeline.receive(event);
    expect(timeline.messages.length).toBeLessThan(111);
  }
  expect(timeline.messages.length).toBeGreaterThan(60);
  expect(timeline.hasOlder).toBe(true);
  while (timeline.hasOlder) await timeline.loadOlder(40);
  expect(timeline.messages.map(({ status: _status, ...message }) => message)).toEqual(fold(log));
});
