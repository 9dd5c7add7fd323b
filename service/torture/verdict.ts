import type { RoomEvent } from '@roomlet/sdk';
import { foldEvent, type Message } from '@roomlet/sdk/protocol';
import type { Findings } from './findings.js';
import type { Acked, RoomRecord } from './room-record.js';
import { isSame, seenOf, shownOf } from './seen.js';

/** Holds a room's whole log against all that its clients said, were told and saw. */
export function judge(record: RoomRecord, log: readonly RoomEvent[], findings: Findings): void {
  const add: Findings['add'] = (wrong, what) => findings.add(wrong, `${record.code} ${what}`);
  judgeOrder(log, add);
  judgeKeys(record, log, add);
  judgeAcks(record, log, add);
  judgeViews(record, log, add);
}

function judgeOrder(log: readonly RoomEvent[], add: Findings['add']): void {
  const at = log.findIndex(({ seq }, index) => seq !== index + 1);
  if (at >= 0) add('reordered', `the log has ${log[at]?.seq} in place ${at + 1}`);
}

/** Every message that `send` took and nobody refused is there, once, and each tab's in the order it sent them. */
function judgeKeys(record: RoomRecord, log: readonly RoomEvent[], add: Findings['add']): void {
  const { sent, refused } = record;
  const seqs = new Map<string, number>();
  const last = new Map<string, { life: number; count: number }>();
  for (const event of log) {
    if (event.kind !== 'message') continue;
    const { key, seq, by } = event;
    const first = seqs.get(`${by.id} ${key}`);
    if (first !== undefined) add('duplicated', `key ${key} at ${first} and ${seq}`);
    seqs.set(`${by.id} ${key}`, seq);
    seqs.set(key, seq);
    const place = sent.get(key);
    if (!place) continue;
    const [tab, life, count] = place;
    const before = last.get(tab);
    if (before && (life < before.life || (life === before.life && count < before.count))) {
      add('reordered', `${place} at ${seq} after ${tab},${before.life},${before.count}`);
    }
    last.set(tab, { life, count });
  }
  for (const key of refused) {
    if (seqs.has(key)) add('altered', `key ${key} was refused and is in the log`);
  }
  for (const [key, place] of sent) {
    if (!seqs.has(key) && !refused.has(key)) add('lost', `${place}, key ${key}, is not in the log`);
  }
}

function judgeAcks({ acked }: RoomRecord, log: readonly RoomEvent[], add: Findings['add']): void {
  for (const ack of acked) {
    const event = log[ack.seq - 1];
    if (!event || !isOf(event, ack)) {
      add('lost', `acked ${ack.kind} ${ack.what} at ${ack.seq}, where there is ${event?.kind}`);
    }
  }
}

function isOf(event: RoomEvent, { seq, kind, what }: Acked): boolean {
  const [at, is, , about] = seenOf(event);
  return at === seq && is === kind && about === what;
}

/** What was seen as it happened, and what every view shows in the end. */
function judgeViews(record: RoomRecord, log: readonly RoomEvent[], add: Findings['add']): void {
  for (const [seq, seen] of record.seen) {
    const event = log[seq - 1];
    if (!event) add('lost', `${seen.join(' ')} was shown and is not in the log`);
    else if (!isSame(seen, seenOf(event))) {
      add('altered', `${seen.join(' ')} was shown, the log has ${seenOf(event).join(' ')}`);
    }
  }
  const messages = new Map<number, Message>();
  for (const event of log) foldEvent(messages, event);
  const due = [...messages.values()].map(shownOf);
  const rosters = new Set<string>();
  for (const [tab, { messages: shown, roster }] of record.shown) {
    rosters.add(roster.join());
    const have = new Set(shown);
    const missing = due.filter((one) => !have.has(one));
    if (missing.length > 0) add('lost', `${tab} doesn't show ${missing.length}: ${missing[0]}`);
    if (shown.length > due.length) add('duplicated', `${tab} shows ${shown.length}`);
    else if (missing.length === 0 && shown.join() !== due.join()) {
      add('reordered', `${tab} shows the messages in another order`);
    }
  }
  if (rosters.size > 1) add('altered', `there are ${rosters.size} different lists of members`);
}
