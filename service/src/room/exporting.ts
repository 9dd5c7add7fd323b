import type { RoomEvent } from '@roomlet/sdk/protocol';
import { joinEvents, logPages } from './history.js';
import { Outline } from './outline.js';
import type { Room } from './room.js';
import { memberOf } from './state.js';

/** Members put into one piece of an export: encoding all of a crowd at once would take a while. */
const MEMBERS_AT_ONCE = 500;

/**
 * An export of a room step by step, each about as much work as a page of history: the consumer
 * decides when the next step is taken. A step that read and has nothing to write yet is empty. The
 * room stays open until the last step, or until the generator is returned.
 */
export type Export = AsyncGenerator<string, void>;

/** The log as history gives it: `{facts, epoch, exportedAt, members, events}`. */
export function exportJson(room: Room): Export {
  return keptOpen(room, jsonSteps(room));
}

/** The messages as they stand, for reading: by whom, when, the text, and what became of it. */
export function exportText(room: Room): Export {
  return keptOpen(room, textSteps(room));
}

async function* keptOpen(room: Room, steps: Export): Export {
  const letGo = room.keepOpen();
  try {
    yield* steps;
  } finally {
    letGo();
  }
}

async function* jsonSteps(room: Room): Export {
  const { facts, state, context } = room;
  const seats = [...state.seats.values()];
  const head = { facts, epoch: state.epoch, exportedAt: context.clock.now() };
  yield `${JSON.stringify(head).slice(0, -1)},"members":[`;
  for (let from = 0; from < seats.length; from += MEMBERS_AT_ONCE) {
    const some = seats.slice(from, from + MEMBERS_AT_ONCE).map(memberOf);
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

/**
 * Reads the log twice: first for what became of its messages, of which an `Outline` keeps a few
 * bytes each, then for the messages themselves.
 */
async function* textSteps(room: Room): Export {
  const { code, title } = room.facts;
  const exportedAt = iso(room.context.clock.now());
  yield `${title === undefined ? code : `${indented(title)} (${code})`}, exported ${exportedAt}\n\n`;
  const outline = new Outline();
  for await (const page of logPages(room)) {
    for (const { json } of page) outline.take(JSON.parse(json) as RoomEvent);
    yield '';
  }
  for await (const page of logPages(room)) {
    let piece = '';
    for (const { json } of page) {
      const event = JSON.parse(json) as RoomEvent;
      if (event.kind !== 'message') continue;
      outline.pass(event);
      piece += entry(event, await textOf(room, event, outline), outline);
    }
    yield piece;
  }
}

type MessageEvent = Extract<RoomEvent, { kind: 'message' }>;

/** A text as it stands, and since when if it was edited; undefined for a deleted message's. */
interface Standing {
  readonly text: string;
  readonly editedAt?: number;
}

async function textOf(
  room: Room,
  { seq, text }: MessageEvent,
  outline: Outline,
): Promise<Standing | undefined> {
  if (text === undefined) return undefined;
  const edit = outline.editOf(seq);
  if (edit === undefined) return { text };
  const found = await room.kept.find(edit);
  // Deleted only just now: its edits lost their texts with it.
  const edited = found && (JSON.parse(found.json) as { at: number; text?: string });
  return edited?.text === undefined ? undefined : { text: edited.text, editedAt: edited.at };
}

function entry(message: MessageEvent, standing: Standing | undefined, outline: Outline): string {
  const { by, at, replyTo, seq } = message;
  const answered = replyTo === undefined ? undefined : outline.answered(replyTo);
  const { editedAt } = standing ?? {};
  const marks = [
    ...(answered ? [`answering ${indented(answered.name)}, ${iso(answered.at)}`] : []),
    ...(standing ? [] : ['deleted']),
    ...(editedAt === undefined ? [] : [`edited ${iso(editedAt)}`]),
  ];
  const head = `[${iso(at)}] ${indented(by.name)}${marks.length > 0 ? ` (${marks.join('; ')})` : ''}`;
  if (!standing) return `${head}\n`;
  const below = [...outline.reactions(seq)].map(([emoji, count]) => `${emoji} ${count}`);
  const reacted = below.length > 0 ? `\n    ${below.join('  ')}` : '';
  return `${head}: ${indented(standing.text)}${reacted}\n`;
}

const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

/** All that could command a terminal that shows the file; tabs are for reading. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;

/** Further lines stand in, so that no text can pass for another's entry. */
function indented(text: string): string {
  const lines = text.split(LINE_BREAK).map((line) => line.replace(CONTROLS, ''));
  return lines.join('\n    ');
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
