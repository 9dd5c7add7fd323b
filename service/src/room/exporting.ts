import { foldEvent, type Message, type RoomEvent } from '@roomlet/sdk/protocol';
import { joinEvents, logPages } from './history.js';
import type { Room } from './room.js';
import { memberOf } from './state.js';

/** Members put into one piece of an export: encoding all of a crowd at once would take a while. */
const MEMBERS_AT_ONCE = 500;

/**
 * An export of a room in pieces, none much larger than a page of history: whoever writes them out
 * decides how fast they are read. The room stays open until the last one, or until it is returned.
 */
export type Export = AsyncGenerator<string, void>;

/** The log as history gives it: `{facts, epoch, exportedAt, members, events}`. */
export function exportJson(room: Room): Export {
  return keptOpen(room, jsonPieces(room));
}

/** The messages as they stand, for reading: who, when, what, and what became of it. */
export function exportText(room: Room): Export {
  return keptOpen(room, textPieces(room));
}

async function* keptOpen(room: Room, pieces: Export): Export {
  const letGo = room.keepOpen();
  try {
    yield* pieces;
  } finally {
    letGo();
  }
}

async function* jsonPieces(room: Room): Export {
  const { facts, state, context } = room;
  const members = [...state.seats.values()].map(memberOf);
  const head = { facts, epoch: state.epoch, exportedAt: context.clock.now() };
  yield `${JSON.stringify(head).slice(0, -1)},"members":[`;
  for (let from = 0; from < members.length; from += MEMBERS_AT_ONCE) {
    const some = members.slice(from, from + MEMBERS_AT_ONCE);
    yield `${from === 0 ? '' : ','}${JSON.stringify(some).slice(1, -1)}`;
  }
  let comma = '';
  yield '],"events":[';
  for await (const page of logPages(room)) {
    yield comma + joinEvents(page).slice(1, -1);
    comma = ',';
  }
  yield ']}\n';
}

async function* textPieces(room: Room): Export {
  const { code, title } = room.facts;
  const exportedAt = iso(room.context.clock.now());
  yield `${title === undefined ? code : `${indented(title)} (${code})`}, exported ${exportedAt}\n\n`;
  const outline = await outlineOf(room);
  for await (const page of logPages(room)) {
    let piece = '';
    for (const { seq, json } of page) {
      const message = outline.messages.get(seq);
      if (message) piece += entry(message, await textOf(room, json, outline), outline);
    }
    if (piece) yield piece;
  }
}

/** The messages as they stand but for their texts: those of a full log would be too much at once. */
interface Outline {
  readonly messages: Map<number, Message>;
  /** Message → the edit that gave it its text. */
  readonly edits: Map<number, number>;
}

async function outlineOf(room: Room): Promise<Outline> {
  const messages = new Map<number, Message>();
  const edits = new Map<number, number>();
  for await (const page of logPages(room)) {
    for (const { json } of page) {
      const event = JSON.parse(json) as RoomEvent;
      const bare = 'text' in event ? { ...event, text: '' } : event;
      const changed = foldEvent(messages, bare);
      if (changed && event.kind === 'edit') edits.set(changed.seq, event.seq);
    }
  }
  return { messages, edits };
}

/** A message's text as it stands; undefined when it was deleted, perhaps only just now. */
async function textOf(room: Room, json: string, { edits }: Outline): Promise<string | undefined> {
  const { seq, ...own } = JSON.parse(json) as { seq: number; text?: string };
  const edit = edits.get(seq);
  if (own.text === undefined || edit === undefined) return own.text;
  const edited = await room.kept.find(edit);
  return edited && (JSON.parse(edited.json) as { text?: string }).text;
}

function entry(message: Message, text: string | undefined, { messages }: Outline): string {
  const { by, at, replyTo, editedAt, reactions = {} } = message;
  const gone = message.deleted || text === undefined;
  const answered = replyTo === undefined ? undefined : messages.get(replyTo);
  const marks = [
    ...(answered ? [`answering ${indented(answered.by.name)}, ${iso(answered.at)}`] : []),
    ...(gone ? ['deleted'] : editedAt === undefined ? [] : [`edited ${iso(editedAt)}`]),
  ];
  const head = `[${iso(at)}] ${indented(by.name)}${marks.length > 0 ? ` (${marks.join('; ')})` : ''}`;
  if (gone) return `${head}\n`;
  const below = Object.entries(reactions).map(([emoji, ids]) => `${emoji} ${ids.length}`);
  const reacted = below.length > 0 ? `\n    ${below.join('  ')}` : '';
  return `${head}: ${indented(text)}${reacted}\n`;
}

/** Further lines stand in, so that no text can pass for another's entry. */
function indented(text: string): string {
  return text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/).join('\n    ');
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
