import type { Command, CommandOf, RoomEvent } from '@roomlet/sdk/protocol';
import type { Accuse, Chronicle, History } from './chronicle.js';

type Reply = Record<string, unknown> & { type: string; id?: number };
interface JoinOk {
  seq: number;
  first: number;
  epoch: string;
  recovered: boolean;
  self: { id: string };
  events: RoomEvent[];
}

/** Who is asked when a seat's life is judged. */
export interface Attendance {
  /** A connection holds, or no longer holds, the seat. */
  here(room: string, member: string, witness: Witness): void;
  gone(room: string, member: string, witness: Witness): void;
  /** The member said that they leave. */
  leaving(room: string, member: string): void;
}

/**
 * Reads all that passes between one connection and the service, at the service's end, and holds it
 * against what is committed at that moment [W2] [W5] [W6] [W8].
 */
export class Witness {
  readonly #chronicle: Chronicle;
  readonly #accuse: Accuse;
  readonly #attendance: Attendance;
  /** By id: what, and up to which event this connection knew the room then. */
  readonly #asked = new Map<number, { readonly command: Command; readonly known: number }>();
  /** By room: as whom, and the seq of the last event this connection was given. */
  readonly #inside = new Map<string, { readonly member: string; seq: number }>();

  readonly #count: (what: string) => void;
  /** Most events that a recovery brings. */
  readonly #pageSize: number;

  constructor(
    chronicle: Chronicle,
    accuse: Accuse,
    attendance: Attendance,
    count: (what: string) => void,
    pageSize: number,
  ) {
    this.#count = count;
    this.#pageSize = pageSize;
    this.#chronicle = chronicle;
    this.#accuse = accuse;
    this.#attendance = attendance;
  }

  /** How many commands have no reply yet. */
  get owed(): number {
    return this.#asked.size;
  }

  memberIn(room: string): string | undefined {
    return this.#inside.get(room)?.member;
  }

  /** Whether a join or a leave of the room is under way. */
  isMoving(room: string): boolean {
    return [...this.#asked.values()].some(
      ({ command }) =>
        (command.type === 'join' || command.type === 'leave') && command.room === room,
    );
  }

  heard(command: Command): void {
    const known = 'room' in command ? (this.#inside.get(command.room)?.seq ?? 0) : 0;
    if (command.type !== 'typing') this.#asked.set(command.id, { command, known });
    if (command.type !== 'leave') return;
    const member = this.memberIn(command.room);
    if (member) this.#attendance.leaving(command.room, member);
  }

  /** A frame for this connection alone, or a broadcast that it is among the readers of. */
  said(frame: string): void {
    const said = JSON.parse(frame) as Reply;
    const room = String(said.room);
    if (said.type === 'event') this.#event(room, said.event as RoomEvent);
    else if (said.type === 'closed') {
      this.#count(`seen closed ${said.code}`);
      this.#left(room);
    }
    // A `typing` has no id, and so has what is said against it.
    else if (said.id !== undefined) {
      const asked = this.#asked.get(said.id);
      if (!asked) {
        this.#accuse('W2', `a reply nobody asked for: ${frame.slice(0, 200)}`);
        return;
      }
      this.#asked.delete(said.id);
      if (said.type === 'error') this.#count(`seen error ${said.code}`);
      if (said.duplicate) this.#count(`seen duplicate ${asked.command.type}`);
      if (said.type === 'ok') this.#ok(asked, said);
      else if (said.code === 'internal') this.#accuse('W2', `internal: ${asked.command.type}`);
    }
  }

  /** The connection is gone. */
  end(): void {
    for (const room of [...this.#inside.keys()]) this.#left(room);
  }

  #left(room: string): void {
    const inside = this.#inside.get(room);
    this.#inside.delete(room);
    if (inside) this.#attendance.gone(room, inside.member, this);
  }

  #event(room: string, event: RoomEvent): void {
    const history = this.#chronicle.now(room);
    const inside = this.#inside.get(room);
    if (!inside) {
      this.#accuse('W3', `event ${event.seq} before the join's ok`);
      return;
    }
    if (event.seq !== inside.seq + 1) {
      this.#accuse('W5', `event ${event.seq} pushed after ${inside.seq}`);
    }
    inside.seq = event.seq;
    // Where there is no log any more it was erased by the same commit.
    if (history && history.json[event.seq - 1] !== JSON.stringify(event)) {
      this.#accuse('W6', `event ${event.seq} was pushed and is not in the log`);
    }
  }

  #ok({ command, known }: { command: Command; known: number }, said: Reply): void {
    if (command.type === 'ping') return;
    const history = this.#chronicle.now(command.room);
    if (command.type === 'leave') this.#left(command.room);
    // Erased a moment ago: what was said of it is past checking.
    if (!history || command.type === 'leave') return;
    if (command.type === 'join') this.#joined(command, said as unknown as JoinOk, history);
    else if (command.type === 'delete') history.denied.add(command.target);
    else if (command.type === 'history') this.#page(command, known, said as never, history);
    else if (command.type === 'send') {
      const event = history.events[(said.seq as number) - 1];
      const isIt = event?.kind === 'message' && event.key === command.key;
      if (!isIt) this.#accuse('W6', `ok for ${command.text}, which is not at ${said.seq}`);
      if (isIt && event.text !== command.text) this.#accuse('W7', `another text at ${said.seq}`);
    } else if (typeof said.seq === 'number' && said.seq > history.events.length) {
      this.#accuse('W6', `ok of ${command.type} for ${said.seq} beyond the log`);
    }
  }

  #joined(command: CommandOf<'join'>, said: JoinOk, history: History): void {
    const { room, since, tail = 50 } = command;
    const before = this.#inside.get(room);
    if (before && before.member !== said.self.id) this.#left(room);
    this.#inside.set(room, { member: said.self.id, seq: said.seq });
    this.#attendance.here(room, said.self.id, this);
    if (said.epoch !== history.epoch) {
      this.#accuse('W8', `joined an epoch of the past`);
      return;
    }
    if (since) this.#count(said.recovered ? 'seen recovered' : 'seen started anew');
    if (said.first > 1) this.#count('seen trimmed log');
    const recovers =
      since?.epoch === said.epoch && since.seq <= said.seq && since.seq + 1 >= said.first;
    if (recovers !== said.recovered) {
      this.#accuse(
        'W8',
        `recovered ${said.recovered} after ${since?.seq}, ${said.first}–${said.seq}`,
      );
    }
    const after = recovers && since ? since.seq : Math.max(said.first - 1, said.seq - tail);
    const until = recovers ? Math.min(said.seq, after + this.#pageSize) : said.seq;
    if ((said.events.at(-1)?.seq ?? after) !== until || said.events.length !== until - after) {
      this.#accuse('W8', `events ${seqs(said.events)} of ${after + 1}–${until} at join`);
    }
    this.#stretch(said.events, history);
  }

  #page(
    { before, after }: CommandOf<'history'>,
    known: number,
    said: { events: RoomEvent[]; first: number; seq: number },
    history: History,
  ): void {
    const { events, first, seq } = said;
    const end = before === undefined ? seq : Math.min(seq, before - 1);
    // The newest page is that of the moment it was asked for; the log may have moved on since.
    const least = before === undefined ? Math.min(known, end) : end;
    const start = after === undefined ? 0 : Math.max(first, after + 1);
    const isEmpty = events.length === 0;
    if (after === undefined ? isEmpty && end >= first : isEmpty && start <= seq) {
      this.#accuse('W8', `an empty page before ${before} after ${after} of ${first}–${seq}`);
    }
    const last = events.at(-1)?.seq ?? 0;
    if (!isEmpty && after === undefined && (last < least || last > end)) {
      this.#accuse('W8', `page ${seqs(events)} does not end at ${end}`);
    }
    if (!isEmpty && after !== undefined && events[0]?.seq !== start) {
      this.#accuse('W8', `page ${seqs(events)} does not begin at ${start}`);
    }
    this.#stretch(events, history);
  }

  /** Events as they are told now: contiguous, in the log, and nothing of what was deleted. */
  #stretch(events: readonly RoomEvent[], history: History): void {
    events.forEach((event, i) => {
      const { seq } = event;
      if (seq !== (events[0]?.seq ?? 0) + i) this.#accuse('W5', `a gap in ${seqs(events)}`);
      const json = JSON.stringify(event);
      const isScrubbed = json === history.scrubbed.get(seq);
      if (!isScrubbed && json !== history.json[seq - 1]) {
        this.#accuse('W6', `event ${seq} was told and is not in the log`);
      }
      const about = event.kind === 'edit' ? event.target : seq;
      if (history.denied.has(about) && 'text' in event) {
        this.#accuse('W15', `the text at ${seq} was told after its deletion`);
      }
    });
  }
}

function seqs(events: readonly RoomEvent[]): string {
  return `${events[0]?.seq}–${events.at(-1)?.seq} (${events.length})`;
}
