import type { RoomEvent } from '@roomlet/sdk';
import { foldEvent, type Message } from '@roomlet/sdk/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { Findings } from './findings.js';
import { RoomRecord } from './room-record.js';
import { seenOf, shownOf } from './seen.js';
import { judge } from './verdict.js';

const ana = { id: 'ana', name: 'Ana' };
const ben = { id: 'ben', name: 'Ben' };

function message(seq: number, key: string, by = ana): RoomEvent {
  return { seq, at: seq, by, kind: 'message', key, text: `text of ${key}` };
}

/** Four messages of two tabs, the second edited, the third deleted. */
const LOG: readonly RoomEvent[] = [
  { seq: 1, at: 1, by: ana, kind: 'joined' },
  message(2, 'a1'),
  message(3, 'b1', ben),
  { seq: 4, at: 4, by: ana, kind: 'message', key: 'a2', deleted: true },
  { seq: 5, at: 5, by: ana, kind: 'edit', target: 2, text: 'better' },
  { seq: 6, at: 6, by: ana, kind: 'delete', target: 4 },
  message(7, 'a3'),
];

let findings: Findings;
let record: RoomRecord;

/** A run in which all is well: both sent, were acked, and saw all from the second event on. */
beforeEach(() => {
  findings = new Findings();
  record = new RoomRecord('room', findings);
  for (const life of ['a.0', 'b.0']) {
    record.viewed({ type: 'view', room: 'room', epoch: 'e', seq: 1, anew: false }, life);
    for (const event of LOG.slice(1)) record.saw(seenOf(event), life);
    show(life, LOG);
  }
  for (const [count, key] of ['a1', 'a2', 'a3'].entries()) record.sent.set(key, ['a', 0, count]);
  record.sent.set('b1', ['b', 0, 0]);
  record.acked.push({ seq: 2, kind: 'message', what: 'a1' }, { seq: 5, kind: 'edit', what: 2 });
});

function show(tab: string, log: readonly RoomEvent[], roster: readonly string[] = []): void {
  const messages = new Map<number, Message>();
  for (const event of log) foldEvent(messages, event);
  const shown = [...messages.values()].map(shownOf);
  record.shown.set(tab, { type: 'shown', room: 'room', messages: shown, roster });
}

function found(log: readonly RoomEvent[] = LOG): Partial<Findings['count']> {
  judge(record, log, findings);
  return Object.fromEntries(Object.entries(findings.count).filter(([, count]) => count > 0));
}

describe('the judge of a run', () => {
  it('finds nothing where all is well', () => {
    expect(found()).toEqual({});
  });

  it('[W6] misses a message that was sent and isn’t in the log', () => {
    record.sent.set('a4', ['a', 0, 3]);
    expect(found()).toEqual({ lost: 1 });
  });

  it('[W2] lets a message be refused, and then the log mustn’t have it', () => {
    record.sent.set('a4', ['a', 0, 3]);
    record.refused.add('a4');
    expect(found()).toEqual({});
    record.refused.add('a3');
    expect(found()).toEqual({ altered: 1 });
  });

  it('[W6] misses what was acked at a place where there is something else', () => {
    record.acked.push({ seq: 3, kind: 'message', what: 'a1' }, { seq: 9, kind: 'edit', what: 2 });
    expect(found()).toEqual({ lost: 2 });
  });

  it('[W6] misses an event that was shown and isn’t in the log', () => {
    record.saw(seenOf(message(8, 'a4')), 'a.0');
    expect(found()).toEqual({ lost: 1 });
  });

  it('[W7] sees one key twice in the log, and in a view', () => {
    const twice = [...LOG, message(8, 'a3')];
    show('a.0', twice);
    show('b.0', twice);
    expect(found(twice)).toEqual({ duplicated: 1 });
    show('a.0', [...twice, message(9, 'a3')]);
    expect(found(twice).duplicated).toBeGreaterThan(1);
  });

  it('[W5] sees an event that comes again, and a hole', () => {
    record.saw(seenOf(message(7, 'a3')), 'a.0');
    record.saw(seenOf(message(9, 'a5')), 'b.0');
    expect(found([...LOG, message(8, 'a4'), message(9, 'a5')])).toMatchObject({
      duplicated: 1,
      reordered: 1,
    });
  });

  it('[W5] sees a log that isn’t contiguous', () => {
    expect(found([...LOG.slice(0, 6), message(8, 'a3')])).toMatchObject({ reordered: 1 });
  });

  it('[W7] sees messages of one sender in another order than they were sent in', () => {
    record.sent.set('a1', ['a', 0, 7]);
    expect(found()).toEqual({ reordered: 1 });
    record.sent.set('a1', ['a', 1, 0]);
    expect(found()).toEqual({ reordered: 2 });
  });

  it('[W5] sees that an event isn’t the same for two clients, or for the log', () => {
    record.viewed({ type: 'view', room: 'room', epoch: 'e', seq: 1, anew: false }, 'c.0');
    record.saw(seenOf(message(2, 'other')), 'c.0');
    expect(found()).toEqual({ altered: 1 });
  });

  it('[W15] lets a deletion take the text, before somebody sees it or after', () => {
    record.viewed({ type: 'view', room: 'room', epoch: 'e', seq: 3, anew: false }, 'c.0');
    record.saw(seenOf(message(4, 'a2')), 'c.0');
    expect(found()).toEqual({});
  });

  it('[W8] counts a view that started anew as a loss: nothing is trimmed here', () => {
    record.viewed({ type: 'view', room: 'room', epoch: 'e', seq: 7, anew: true }, 'a.0');
    expect(found()).toEqual({ lost: 1 });
  });

  it('[W5] sees a view that ends with less than the log, or with other members', () => {
    show('a.0', LOG.slice(0, 4));
    expect(found()).toEqual({ lost: 1 });
    show('a.0', LOG, ['somebody']);
    expect(found()).toEqual({ lost: 1, altered: 1 });
  });
});
