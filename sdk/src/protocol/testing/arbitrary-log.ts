import fc from 'fast-check';
import type { EventDraft, RoomEvent } from '../event.js';

const MEMBERS = ['ana', 'bo', 'cy'].map((id) => ({ id, name: id }));

type Draft = EventDraft extends infer D ? (D extends EventDraft ? Omit<D, 'by'> : never) : never;

const target = fc.integer({ min: 1, max: 12 });

const draft: fc.Arbitrary<Draft> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      {
        kind: fc.constant('message' as const),
        key: fc.string(),
        text: fc.string(),
        replyTo: target,
      },
      { requiredKeys: ['kind', 'key', 'text'] },
    ),
  },
  fc.record({ kind: fc.constant('edit' as const), target, text: fc.string() }),
  fc.record({ kind: fc.constant('delete' as const), target }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('reaction' as const),
      target,
      emoji: fc.constantFrom('👍', '🎉', '__proto__', 'constructor'),
      on: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constantFrom('joined' as const, 'left' as const) }),
);

/**
 * Logs of all kinds of events, among them what no service would log: edits of what is no message, of
 * what comes later, of what was deleted. A fold must bear with them.
 */
export function arbitraryLog(maxLength = 30): fc.Arbitrary<RoomEvent[]> {
  return fc
    .array(fc.tuple(draft, fc.constantFrom(...MEMBERS)), { maxLength })
    .map((drafts) =>
      drafts.map(([one, by], i) => ({ ...one, seq: i + 1, at: 1_000 + i, by }) as RoomEvent),
    );
}
