import { useEffect, useRef, useState } from 'preact/hooks';
import { BELL, LEAVE, LINK, MORE, PEOPLE, SAVE, SPEECH } from '../icons.js';
import type { RoomModel } from '../models/room.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

/** A disclosure with what is rarely done. Escape and a look elsewhere shut it. */
export function RoomMenu({ room }: { room: RoomModel }) {
  const { strings, session } = useWidget();
  const text = strings.room;
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const elsewhere = (event: Event) => {
      if (menu.current && !event.composedPath().includes(menu.current)) setOpen(false);
    };
    addEventListener('pointerdown', elsewhere);
    return () => removeEventListener('pointerdown', elsewhere);
  }, [open]);

  const item = (path: string, label: string, act: () => void, name = '') => (
    <li>
      <button
        type="button"
        class={name}
        onClick={() => {
          setOpen(false);
          button.current?.focus();
          act();
        }}
      >
        <Icon path={path} size={18} />
        {label}
      </button>
    </li>
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to keys of the buttons in it
    <div
      class="menu"
      ref={menu}
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return;
        event.preventDefault();
        setOpen(false);
        button.current?.focus();
      }}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Node && !menu.current?.contains(to)) setOpen(false);
      }}
    >
      <button
        type="button"
        ref={button}
        class="icon-button"
        aria-label={text.menu}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon path={MORE} name="dots" />
      </button>
      {open && (
        <ul>
          {item(PEOPLE, text.people, () => room.show('people'))}
          {item(LINK, text.invite, () => room.show('share'))}
          {item(BELL, text.notices, () => room.show('notices'))}
          {item(SAVE, text.save, () => room.show('save'))}
          {item(SPEECH, text.rooms, session.close)}
          {item(LEAVE, text.leave, () => room.show('leave'), 'danger')}
        </ul>
      )}
    </div>
  );
}
