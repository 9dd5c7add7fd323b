import { RoomletError } from './errors.js';
import type { CommandOf } from './protocol/command.js';
import type { EventDraft, Facts, Member, RoomEvent } from './protocol/event.js';
import { foldEvent, type Message } from './protocol/fold.js';
import type { Joined, Page } from './protocol/push.js';

/** A change to a message. */
interface Change {
  readonly kind: 'edit' | 'delete' | 'reaction';
  readonly target: number;
  readonly text?: string;
  readonly emoji?: string;
  readonly on?: boolean;
}

/** A seat in a room of the fake service. */
export interface FakeSeat {
  readonly token: string;
  readonly joinKey: string | undefined;
  member: Member;
  /** seq by key of what it sent. */
  readonly sent: Map<string, number>;
  /** How far it has read. */
  read: number;
}

/** A room of the fake service: open to look into and to change. */
export class FakeRoom {
  readonly seats: FakeSeat[] = [];
  log: RoomEvent[] = [];
  /** The oldest seq still kept; setting it higher trims. */
  first = 1;
  epoch = 'epoch-1';
  title: string | undefined;
  password: string | undefined;
  /** While true, events happen and nobody is told. */
  isMute = false;
  private taken = 0;

  constructor(
    readonly code: string,
    public hostToken: string,
    private readonly now: () => number,
    private readonly pushed: (room: FakeRoom, event: RoomEvent) => void,
  ) {}

  get head(): number {
    return this.log.at(-1)?.seq ?? this.first - 1;
  }

  get facts(): Facts {
    return {
      code: this.code,
      ...(this.title !== undefined && { title: this.title }),
      createdAt: 1,
      needsPassword: this.password !== undefined,
      locked: false,
      members: this.seats.length,
    };
  }

  /** Makes an event and pushes it to all who are in. */
  commit(draft: EventDraft): RoomEvent {
    const event = { ...draft, seq: this.head + 1, at: this.now() } as RoomEvent;
    this.log.push(event);
    if (!this.isMute) this.pushed(this, event);
    return event;
  }

  /** A message of someone who is not under test. */
  say(text: string, by: Member = { id: 'other', name: 'Other' }): RoomEvent {
    return this.commit({ by, kind: 'message', key: `k${this.head + 1}`, text });
  }

  trim(first: number): void {
    this.first = first;
    this.log = this.log.filter(({ seq }) => seq >= first);
  }

  page({ before, after, limit = 50 }: Partial<CommandOf<'history'>>): Page {
    const events =
      after === undefined
        ? this.log.filter(({ seq }) => before === undefined || seq < before).slice(-limit)
        : this.log.filter(({ seq }) => seq > after).slice(0, limit);
    return { events, first: this.first, seq: this.head };
  }

  /** Finds or makes the seat of a join; throws what the service would answer. */
  take({ seat, key, name, hostToken, password }: CommandOf<'join'>): FakeSeat {
    const known = this.seats.find(
      ({ token, joinKey }) => token === seat || (!seat && key && joinKey === key),
    );
    if (hostToken !== undefined && hostToken !== this.hostToken) throw refusal('unauthorized');
    if (known) return known;
    if (seat) throw refusal('unauthorized');
    if (!hostToken && this.password !== password) throw refusal('password_required');
    if (!name) throw refusal('bad_request');
    this.taken += 1;
    const id = `m${this.taken}`;
    const member = { id, name, ...(hostToken !== undefined && { host: true as const }) };
    const made: FakeSeat = { token: `seat-${id}`, joinKey: key, member, sent: new Map(), read: 0 };
    this.seats.push(made);
    this.commit({ by: member, kind: 'joined' });
    return made;
  }

  joined(seat: FakeSeat, { since, tail }: CommandOf<'join'>, online: number): Joined {
    const recovered =
      since !== undefined &&
      since.epoch === this.epoch &&
      since.seq <= this.head &&
      since.seq >= this.first - 1;
    const { events } = recovered
      ? this.page({ after: since.seq, limit: 200 })
      : this.page(tail === undefined ? {} : { limit: tail });
    return {
      facts: this.facts,
      epoch: this.epoch,
      seq: this.head,
      first: this.first,
      self: seat.member,
      seat: seat.token,
      ...(seat.read && { read: seat.read }),
      members: this.seats.map(({ member, read }) => ({
        ...member,
        online: true,
        ...(read && { read }),
      })),
      online,
      events,
      recovered,
    };
  }

  /** Edits, deletes or reacts; what is already so makes no event. */
  change(by: Member, { target, ...what }: Change): object {
    const messages = new Map<number, Message>();
    for (const event of this.log) foldEvent(messages, event);
    const before = messages.get(target);
    if (!before) throw refusal('not_found');
    const has = before.reactions?.[what.emoji ?? '']?.includes(by.id) ?? false;
    const isSo = {
      edit: before.text === what.text,
      delete: before.deleted,
      reaction: has === what.on,
    }[what.kind];
    if (isSo) return { seq: this.head, at: this.now(), duplicate: true };
    return this.commit({ by, target, ...what } as EventDraft);
  }

  send(seat: FakeSeat, { key, text, replyTo }: CommandOf<'send'>): object {
    const before = seat.sent.get(key);
    if (before !== undefined) return { seq: before, at: this.now(), duplicate: true };
    seat.sent.set(key, this.head + 1);
    const reply = replyTo === undefined ? {} : { replyTo };
    const { seq, at } = this.commit({ by: seat.member, kind: 'message', key, text, ...reply });
    return { seq, at };
  }
}

/** What the service would answer. */
export function refusal(code: RoomletError['code'], retryAfter?: number): RoomletError {
  return new RoomletError(code, `The fake service says ${code}.`, retryAfter);
}
