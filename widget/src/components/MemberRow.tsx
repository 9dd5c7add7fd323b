import type { ComponentChildren } from 'preact';
import { STAR } from '../icons/room.js';
import type { PresentMember } from '../models/people.js';
import { Avatar } from './Avatar.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

const SEAL =
  'M12 3.5 14.4 5l2.8.1 1 2.6 2.2 1.7-.8 2.6.8 2.6-2.2 1.7-1 2.6-2.8.1L12 20.5 9.6 19l-2.8-.1-1-2.6-2.2-1.7.8-2.6-.8-2.6 2.2-1.7 1-2.6L9.6 5 12 3.5Zm-3 8.7 2.2 2.2 4-4.2';

interface MemberProps {
  member: PresentMember;
  self: boolean;
  children?: ComponentChildren;
}

/** One who has a seat: who they are, what they are here, and whether they are here now. */
export function MemberRow({ member, self, children }: MemberProps) {
  const { strings, say } = useWidget();
  const { id, name, online, host, verified } = member;
  const text = strings.people;
  return (
    <li class={online ? 'member' : 'member away'}>
      <Avatar id={id} name={name} />
      <div class="who">
        <div class="name">
          <bdi>{self ? say(text.self, { name }) : name}</bdi>
        </div>
        <div class="marks">
          <span>{online ? text.online : text.away}</span>
          {host && (
            <span class="mark">
              <Icon path={STAR} size={14} />
              {text.host}
            </span>
          )}
          {verified && (
            <span class="mark">
              <Icon path={SEAL} size={14} />
              {text.verified}
            </span>
          )}
        </div>
      </div>
      {children}
    </li>
  );
}
