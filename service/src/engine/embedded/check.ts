import type { Database } from 'better-sqlite3';

/** What a look at all that is kept found. */
export interface Findings {
  readonly rooms: number;
  readonly events: number;
  readonly keys: number;
  /** Sentences, at most `MOST_PROBLEMS`; none: all is well. */
  readonly problems: readonly string[];
}

const MOST_PROBLEMS = 100;

/**
 * Looks at everything in a database: that SQLite finds it whole; that each log is contiguous from
 * its first to its head, readable, in order of time and stamped with its seqs [W5]; that each key
 * names the event it made, and each message of a live seat has its key [W7]; that what was deleted
 * has no text, nor have its edits [W15]; that events are filed as what they are, and messages
 * counted; that nothing is left of rooms that are gone. What a deletion or an erasure left to be done
 * in steps is no problem. Reads one moment, beside whoever writes.
 */
export function check(db: Database): Findings {
  return db.transaction(() => {
    const problems: string[] = [];
    const tell = (problem: string) => {
      if (problems.length < MOST_PROBLEMS) problems.push(problem);
    };
    const whole = db.pragma(`integrity_check(${MOST_PROBLEMS})`) as { integrity_check: string }[];
    for (const { integrity_check: said } of whole) if (said !== 'ok') tell(`SQLite: ${said}`);
    for (const problem of strays(db)) tell(problem);
    for (const problem of wrongKeys(db)) tell(problem);
    const rooms = db
      .prepare('SELECT id, code, head, first, messages, record FROM rooms ORDER BY id')
      .all();
    for (const room of rooms as RoomRow[]) checkRoom(db, room, tell);
    const count = (table: string) =>
      db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    return { rooms: rooms.length, events: count('events'), keys: count('keys'), problems };
  })();
}

interface RoomRow {
  readonly id: number;
  readonly code: string;
  readonly head: number;
  readonly first: number;
  readonly messages: number;
  readonly record: string;
}

interface EventRow {
  readonly seq: number;
  readonly json: string;
  readonly kind: string | null;
  readonly target: number | null;
  /** Of a reaction that another one followed, and of all else: null. */
  readonly member: string | null;
  readonly emoji: string | null;
  readonly is_on: number | null;
  /** Whether it is the message of a live seat without its key. */
  readonly keyless: number;
}

function* strays(db: Database): Iterable<string> {
  for (const table of ['events', 'seats', 'keys']) {
    const rows = db
      .prepare(
        `SELECT DISTINCT room FROM ${table} WHERE room NOT IN (SELECT id FROM rooms UNION SELECT room FROM gone)`,
      )
      .pluck();
    for (const room of rows.all()) yield `${table} are left of room ${room}, which is gone`;
  }
}

function* wrongKeys(db: Database): Iterable<string> {
  const wrong = db
    .prepare(
      `SELECT code, seat, keys.seq FROM keys JOIN rooms ON rooms.id = keys.room
         LEFT JOIN events ON events.room = keys.room AND events.seq = keys.seq
       WHERE keys.seq NOT BETWEEN 1 AND head OR keys.seq >= first AND NOT coalesce(
         CASE WHEN json_valid(json)
           THEN json ->> '$.key' = key AND json ->> '$.by.id' = seat END, false)`,
    )
    .all() as { code: string; seat: string; seq: number }[];
  for (const { code, seat, seq } of wrong) {
    yield `room ${code}: a key of seat ${seat} names seq ${seq}, which it did not make`;
  }
}

function checkRoom(db: Database, room: RoomRow, tell: (problem: string) => void): void {
  const here = `room ${room.code}`;
  for (const record of [room.record, ...seatRecords(db, room.id)]) {
    if (parse(record) === undefined) tell(`${here}: a record is not readable`);
  }
  const events = db.prepare(
    `SELECT seq, json, kind, target, member, emoji, is_on, CASE WHEN json_valid(json) THEN
         json ->> '$.kind' = 'message'
         AND EXISTS (SELECT 1 FROM seats WHERE room = :room AND id = json ->> '$.by.id')
         AND NOT EXISTS (SELECT 1 FROM keys WHERE room = :room
           AND seat = json ->> '$.by.id' AND key = json ->> '$.key') END AS keyless
     FROM events WHERE room = :room ORDER BY seq`,
  );
  const scrubs = db.prepare('SELECT message FROM scrubs WHERE room = ?').pluck().all(room.id);
  /** Messages some of whose edits may have their text still. */
  const unfinished = new Set(scrubs);
  let next = room.first;
  let time = 0;
  let messages = 0;
  const deleted = new Set<unknown>();
  /** The member's last reaction to a message with an emoji, and what the others are filed as. */
  const reactions = new Map<string, EventRow>();
  for (const row of events.iterate({ room: room.id }) as Iterable<EventRow>) {
    const { seq, json, target } = row;
    if (seq !== next) tell(`${here}: seq ${next} is due, and seq ${seq} is there`);
    next = seq + 1;
    const event = parse(json);
    if (!event) tell(`${here}: seq ${seq} is not readable`);
    if (!event) continue;
    if (event.seq !== seq) tell(`${here}: seq ${seq} is stamped ${event.seq}`);
    if (!(typeof event.at === 'number' && event.at >= time))
      tell(`${here}: time goes back at ${seq}`);
    if ((event.target ?? null) !== target)
      tell(`${here}: seq ${seq} is filed under a wrong target`);
    if (event.kind !== row.kind) tell(`${here}: seq ${seq} is filed as a wrong kind`);
    if (event.kind === 'message') messages += 1;
    if (event.kind === 'reaction') {
      const { id } = event.by as { id: string };
      const key = JSON.stringify([target, id, event.emoji]);
      const before = reactions.get(key);
      if (before && before.member !== null)
        tell(`${here}: seq ${before.seq} is filed as standing, and seq ${seq} followed it`);
      reactions.set(key, row);
      const isLast = row.member === id && row.emoji === event.emoji;
      if (row.member !== null && !(isLast && row.is_on === Number(event.on)))
        tell(`${here}: seq ${seq} is filed as a wrong reaction`);
    }
    if (event.deleted) deleted.add(seq);
    if ((event.deleted || deleted.has(target)) && event.text !== undefined)
      if (!(event.kind === 'edit' && unfinished.has(target)))
        tell(`${here}: seq ${seq} is deleted, with text`);
    if (event.kind === 'delete' && Number(target) >= room.first && !deleted.has(target))
      tell(`${here}: seq ${target} is deleted, with text`);
    if (row.keyless) tell(`${here}: seq ${seq} is a message without its key`);
    time = Number(event.at);
  }
  for (const { seq, member } of reactions.values())
    if (member === null) tell(`${here}: seq ${seq} is not filed as standing`);
  if (messages !== room.messages)
    tell(`${here}: ${messages} messages are kept, and ${room.messages} counted`);
  if (next !== room.head + 1)
    tell(`${here}: the log ends at ${next - 1}, its head is ${room.head}`);
}

function seatRecords(db: Database, room: number): string[] {
  return db.prepare('SELECT record FROM seats WHERE room = ?').pluck().all(room) as string[];
}

function parse(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
