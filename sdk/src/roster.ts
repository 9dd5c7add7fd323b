import { patch } from './patch.js';
import type { Member, PresentMember, RoomEvent, Signal } from './protocol/event.js';
import type { Joined } from './protocol/push.js';

/** What is known of a room beside its messages. Immutable: a change makes another one. */
export interface Roster {
  readonly createdAt: number;
  /** Absent or empty in an untitled room. */
  readonly title?: string | undefined;
  /** Least ms between two messages of one member; absent or 0 outside slow mode. */
  readonly slow?: number | undefined;
  readonly locked: boolean;
  readonly needsPassword: boolean;
  readonly self: Member;
  /**
   * All who hold a seat, or the first 100 of them in a bigger room [W14], to which a host sees those
   * come who join meanwhile. How far each has read is
   * told of others, and in small rooms only; one's own is `read` in the room's state.
   */
  readonly members: readonly PresentMember[];
  /** How many are connected, and how many hold a seat. */
  readonly online: number;
  readonly memberCount: number;
}

export function rosterOf({ facts, self, members, online }: Joined): Roster {
  return { ...facts, self, members, online, memberCount: facts.members };
}

/** What signals said of members since the join: they don't wait for pages, as a `joined` may. */
export type Said = Map<string, Partial<PresentMember>>;

/** The roster after one event. */
export function afterEvent(roster: Roster, event: RoomEvent, said: Said): Roster {
  const { self, memberCount } = roster;
  const { seq: _seq, at: _at, by, kind: _kind, ...change } = event;
  const others = (id: string) => roster.members.filter((member) => member.id !== id);
  const seated = (members: readonly PresentMember[]) => ({
    ...roster,
    members,
    memberCount: memberCount + members.length - roster.members.length,
  });
  const face = (id: string, change: Partial<Member>) => ({
    ...withMember(roster, id, change),
    self: self.id === id ? { ...self, ...change } : self,
  });
  switch (event.kind) {
    case 'joined':
      return seated([...others(by.id), { ...by, online: true, ...said.get(by.id) }]);
    case 'left':
      return seated(others(by.id));
    case 'renamed':
      return face(by.id, change as Partial<Member>);
    case 'moderated':
      if (event.action === 'promote') return face(event.member, { host: true });
      return /^(kick|ban)/.test(event.action) ? seated(others(event.member)) : roster;
    case 'room':
      return { ...roster, ...(change as Partial<Roster>) } as Roster;
    default:
      return roster;
  }
}

/** The roster after a signal; the same one when it changes nothing. */
export function afterSignal(roster: Roster, signal: Signal, said: Said): Roster {
  const told = (before: Roster, id: string, change: Partial<PresentMember>) => {
    said.set(id, { ...said.get(id), ...change });
    return withMember(before, id, change);
  };
  switch (signal.kind) {
    // Of a crowd, to hosts: as the events that are not in the log would have it.
    case 'joined':
      return afterEvent(roster, { ...signal, by: signal.member } as object as RoomEvent, said);
    case 'left':
      return afterEvent(
        roster,
        { ...signal, by: { id: signal.member } } as object as RoomEvent,
        said,
      );
    case 'read':
      return told(roster, signal.member, { read: signal.seq });
    case 'presence': {
      const { online = roster.online, members = [] } = signal;
      return members.reduce(
        (after, { id, online }) => told(after, id, { online }),
        patch(roster, { online }),
      );
    }
    default:
      return roster;
  }
}

/** The roster with a change to one member; the same one when it changes nothing. */
function withMember(roster: Roster, id: string, change: Partial<PresentMember>): Roster {
  const members = roster.members.map((one) => {
    const { read = 0 } = one;
    // Nobody unreads.
    return one.id !== id || (change.read ?? read) < read ? one : patch(one, change);
  });
  return members.some((one, i) => one !== roster.members[i]) ? { ...roster, members } : roster;
}
