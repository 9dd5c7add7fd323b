import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { LINK } from '../icons/room.js';
import { SPEECH } from '../icons/start.js';
import type { RoomModel } from '../models/room.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

const PEOPLE =
  'M9 11a3.25 3.25 0 1 0 0-6.5A3.25 3.25 0 0 0 9 11Zm-6 8.5c0-3 2.7-5 6-5s6 2 6 5M15.5 4.9a3.25 3.25 0 0 1 0 5.7M18 15.2c1.8.7 3 2.2 3 4.3';
const BELL = 'M6 10a6 6 0 0 1 12 0v4l1.5 3h-15L6 14ZM10 20h4';
const SAVE = 'M12 4v11m0 0-4-4m4 4 4-4M5 16.5V19a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-2.5';
const LEAVE = 'M14 4H7a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h7M10.5 12H20m0 0-3.5-3.5M20 12l-3.5 3.5';

export interface MenuItemsProps {
  room: RoomModel;
  /** Whether the focus is on its way here. */
  isAwaited: RefObject<boolean>;
  /** Before what was chosen is done. */
  onChosen: () => void;
}

/** What is rarely done in a room. */
export function MenuItems({ room, isAwaited, onChosen }: MenuItemsProps) {
  const { strings, session } = useWidget();
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    if (isAwaited.current) list.current?.querySelector('button')?.focus();
  }, []);
  const text = strings.room;
  const item = (path: string, label: string, act: () => void, name = '') => (
    <li>
      <button
        type="button"
        class={name}
        onClick={() => {
          onChosen();
          act();
        }}
      >
        <Icon path={path} size={18} />
        {label}
      </button>
    </li>
  );
  return (
    <ul ref={list}>
      {item(PEOPLE, text.people, () => room.show('people'))}
      {item(LINK, text.invite, () => room.show('share'))}
      {item(BELL, text.notices, () => room.show('notices'))}
      {item(SAVE, text.save, () => room.show('save'))}
      {item(SPEECH, text.rooms, session.close)}
      {item(LEAVE, text.leave, () => room.show('leave'), 'danger turns')}
    </ul>
  );
}
