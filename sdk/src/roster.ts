import type { Member, PresentMember, RoomEvent, Signal } from './protocol/event.js';
import type { Joined } from './protocol/push.js';

/** What is known of a room beside its messages. Immutable: a change makes another one. */
export interface Roster {
  /** The seq this is true at; only later events change it. */
  readonly asOf: number;
  readonly title?: string;
  readonly locked: boolean;
  readonly needsPassword: boolean;
  readonly self: Member;
  /** All who hold a seat, or the first 100 of them in a bigger room [W14]. */
  readonly members: readonly PresentMember[];
  /** Members with a connection, and members altogether. */
  readonly online: number;
  readonly count: number;
}

export function rosterOf({ facts, seq, self, members, online }: Joined): Roster {
  const { title, locked, needsPassword, members: count } = facts;
  return {
    asOf: seq,
    ...(title !== undefined && { title }),
    locked,
    needsPassword,
    self,
    members,
    online,
    count,
  };
}

/** The roster after one event; the same one when it changes nothing. */
export function afterEvent(roster: Roster, event: RoomEvent): Roster {
  if (event.seq <= roster.asOf) return roster;
  const { members, count } = roster;
  switch (event.kind) {
    case 'joined': {
      const others = members.filter(({ id }) => id !== event.by.id);
      return {
        ...roster,
        members: [...others, { ...event.by, online: true }],
        count: count + 1 - (members.length - others.length),
      };
    }
    case 'left':
      return without(roster, event.by.id);
    case 'renamed':
      return changed(roster, event.by.id, { name: event.name });
    case 'moderated':
      switch (event.action) {
        case 'kick':
        case 'ban':
          return without(roster, event.member);
        case 'promote':
          return changed(roster, event.member, { host: true });
        default:
          return roster;
      }
    case 'room': {
      const { title = roster.title, locked, needsPassword } = event;
      const { title: _before, ...rest } = roster;
      return {
        ...rest,
        ...(title && { title }),
        locked: locked ?? roster.locked,
        needsPassword: needsPassword ?? roster.needsPassword,
      };
    }
    default:
      return roster;
  }
}

/** The roster after a presence signal; the same one when it changes nothing. */
export function afterPresence(
  roster: Roster,
  { online, members = [] }: Extract<Signal, { kind: 'presence' }>,
): Roster {
  let next = roster;
  for (const { id, online } of members) next = changed(next, id, { online });
  return online === next.online ? next : { ...next, online };
}

function without(roster: Roster, id: string): Roster {
  const members = roster.members.filter((member) => member.id !== id);
  // In a crowd the one who left may be past the first 100, and counts all the same.
  return { ...roster, members, count: Math.max(members.length, roster.count - 1) };
}

function changed(roster: Roster, id: string, change: Partial<PresentMember>): Roster {
  const apply = <M extends Member>(member: M): M =>
    member.id !== id || Object.entries(change).every(([name, to]) => member[name as keyof M] === to)
      ? member
      : { ...member, ...change };
  const members = roster.members.map(apply);
  const { online: _ofPresence, ...face } = change;
  const self =
    roster.self.id === id && Object.keys(face).length > 0 ? apply(roster.self) : roster.self;
  const same = self === roster.self && members.every((member, i) => member === roster.members[i]);
  return same ? roster : { ...roster, self, members };
}
