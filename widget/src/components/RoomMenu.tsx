import { useEffect, useRef, useState } from 'preact/hooks';
import { MORE } from '../icons/room.js';
import type { RoomModel } from '../models/room.js';
import { Icon } from './Icon.js';
import { loadRoomParts, MenuItems } from './late-room.js';
import { useWidget } from './widget-context.js';

/** A disclosure with what is rarely done. Escape and a look elsewhere shut it. */
export function RoomMenu({ room }: { room: RoomModel }) {
  const { strings } = useWidget();
  const text = strings.room;
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** Tab was pressed before there were items: it goes to the first of them once they are there. */
  const isAwaited = useRef(false);
  const shut = () => {
    setOpen(false);
    button.current?.focus();
  };

  useEffect(loadRoomParts, []);
  useEffect(() => {
    if (!open) return;
    const elsewhere = (event: Event) => {
      if (menu.current && !event.composedPath().includes(menu.current)) setOpen(false);
    };
    addEventListener('pointerdown', elsewhere);
    return () => removeEventListener('pointerdown', elsewhere);
  }, [open]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to keys of the buttons in it
    <div
      class="menu"
      ref={menu}
      onKeyDown={(event) => {
        if (!open) return;
        const isInto = event.key === 'Tab' && !event.shiftKey;
        if (event.key === 'Escape') shut();
        else if (isInto && !menu.current?.querySelector('ul')) isAwaited.current = true;
        else return;
        event.preventDefault();
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
        onClick={() => {
          isAwaited.current = false;
          setOpen(!open);
        }}
      >
        <Icon path={MORE} name="dots" />
      </button>
      {open && (
        <MenuItems
          room={room}
          isAwaited={isAwaited}
          onChosen={shut}
          onFail={() => setOpen(false)}
        />
      )}
    </div>
  );
}
