import type { StoredEvent } from '../engine.js';
import { Body } from './body.js';
import type { PackReader, PackWriter } from './pack.js';
import type {
  Answers,
  AppendRequest,
  PackedEvent,
  PackedRest,
  Request,
  StoredChange,
} from './request.js';

/** How requests and answers are packed: by hand what comes often, as JSON what comes now and then. */

type Op = Request['op'];
const OPS: readonly Op[] = ['append', 'findKey', 'readAfter', 'readBefore'];
const RARE = OPS.length;

export function packRequest(into: PackWriter, request: Request): void {
  const op = OPS.indexOf(request.op);
  into.number(op === -1 ? RARE : op);
  switch (request.op) {
    case 'append':
      packAppend(into, request);
      break;
    case 'findKey':
      into.number(request.room);
      into.text(request.seat);
      into.text(request.key);
      break;
    case 'readAfter':
    case 'readBefore':
      into.number(request.room);
      into.number(request.bound);
      into.number(request.limit);
      into.number(request.characters);
      break;
    default:
      into.json(request);
  }
}

export function unpackRequest(from: PackReader): Request<Body> {
  const op = OPS[from.number()];
  switch (op) {
    case 'append':
      return unpackAppend(from);
    case 'findKey':
      return { op, room: from.number(), seat: from.text(), key: from.text() };
    case 'readAfter':
    case 'readBefore':
      return {
        op,
        room: from.number(),
        bound: from.number(),
        limit: from.number(),
        characters: from.number(),
      };
    default:
      return from.json() as Request<never>;
  }
}

function packAppend(
  into: PackWriter,
  { room, at, events, key, rest }: AppendRequest<string>,
): void {
  into.number(room);
  into.number(at);
  into.number(events.length);
  for (const event of events) packEvent(into, event);
  into.number(key ? 1 : 0);
  if (key) {
    into.text(key.seat);
    into.text(key.key);
  }
  into.json(rest);
}

function unpackAppend(from: PackReader): AppendRequest<Body> {
  const room = from.number();
  const at = from.number();
  const events = Array.from({ length: from.number() }, () => unpackEvent(from));
  const key = from.number() === 1 ? { seat: from.text(), key: from.text() } : undefined;
  return { op: 'append', room, at, events, key, rest: from.json() as PackedRest | undefined };
}

const REACTION = 'reaction';

function packEvent(into: PackWriter, { body, kind, target, reaction }: PackedEvent<string>): void {
  into.text(body, Body.GAP);
  into.text(kind);
  into.number(target);
  if (kind !== REACTION) return;
  into.text(reaction?.member ?? '');
  into.text(reaction?.emoji ?? '');
  into.number(reaction?.on ? 1 : 0);
}

function unpackEvent(from: PackReader): PackedEvent<Body> {
  const event = { body: new Body(from.bytes()), kind: from.text(), target: from.number() };
  if (event.kind !== REACTION) return event;
  const reaction = { member: from.text(), emoji: from.text(), on: from.number() === 1 };
  return { ...event, reaction };
}

export function packAnswer(into: PackWriter, op: Op, answer: Answers[Op]): void {
  switch (op) {
    case 'append':
      packStored(into, answer as Answers['append']);
      break;
    case 'readAfter':
    case 'readBefore':
      packEvents(into, answer as readonly StoredEvent[]);
      break;
    default:
      into.json(answer);
  }
}

export function unpackAnswer(from: PackReader, op: Op): Answers[Op] {
  switch (op) {
    case 'append':
      return unpackStored(from);
    case 'readAfter':
    case 'readBefore':
      return unpackEvents(from);
    default:
      return from.json() as Answers[Op];
  }
}

const GONE = 0;
const STORED = 1;
const DUPLICATE = 2;

function packStored(into: PackWriter, stored: StoredChange | undefined): void {
  if (!stored) {
    into.number(GONE);
    return;
  }
  into.number(stored.duplicate ? DUPLICATE : STORED);
  for (const value of [stored.seq, stored.at, stored.head, stored.first]) into.number(value);
}

function unpackStored(from: PackReader): StoredChange | undefined {
  const result = from.number();
  if (result === GONE) return undefined;
  const [seq, at, head, first] = [from.number(), from.number(), from.number(), from.number()];
  return { seq, at, head, first, ...(result === DUPLICATE && { duplicate: true }) };
}

function packEvents(into: PackWriter, events: readonly StoredEvent[]): void {
  into.number(events.length);
  for (const { seq, json } of events) {
    into.number(seq);
    into.text(json);
  }
}

function unpackEvents(from: PackReader): StoredEvent[] {
  return Array.from({ length: from.number() }, () => ({ seq: from.number(), json: from.text() }));
}
