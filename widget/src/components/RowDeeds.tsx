import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { PENCIL, REACT, REPLY, TRASH } from '../icons/message.js';
import { COPY } from '../icons/room.js';
import type { Can } from '../models/can.js';
import { QUICK } from '../models/quick-reactions.js';
import type { RoomModel } from '../models/room.js';
import type { Row } from '../models/rows.js';
import { Icon } from './Icon.js';
import { placeBeside } from './place-beside.js';
import { rowElement } from './row-element.js';
import { useWidget } from './widget-context.js';

interface DeedsProps {
  row: Row;
  able: Can;
  room: RoomModel;
  /** What has the focus first. */
  from: 'reactions' | 'actions';
  onClose: () => void;
}

/**
 * All that can be done with one message: beside it, or as a sheet under a finger. Escape and a
 * press elsewhere shut it; arrow keys go through it, as Tab does.
 */
export function RowDeeds({ row, able, room, from, onClose }: DeedsProps) {
  const { strings, say, page, toast } = useWidget();
  const { message } = row;
  const text = strings.list;
  const cover = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const buttons = () => [...(box.current?.querySelectorAll('button') ?? [])];

  useLayoutEffect(() => {
    const bubble = rowElement(cover.current?.parentElement ?? null, row.key)?.querySelector(
      '.bubble',
    );
    if (cover.current && box.current && bubble) placeBeside(box.current, bubble, cover.current);
    // Once it is sent there is more to do with it, in a higher box.
  }, [able.reply, able.edit, able.delete]);
  useEffect(() => {
    const first = from === 'reactions' ? '.quick button' : 'li button';
    box.current?.querySelector<HTMLElement>(first)?.focus({ preventScroll: true });
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.indexOf(event.target as HTMLButtonElement);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowRight: 1,
      ArrowUp: -1,
      ArrowLeft: -1,
    };
    const step = steps[event.key];
    if (event.key === 'Escape') onClose();
    else if (step) all.at((at + step) % all.length)?.focus();
    else return;
    event.preventDefault();
  };

  const copy = async () => {
    const done = await page.copy(message.text ?? '');
    toast.show(
      done ? strings.room.copied : say(strings.room.copyFailed, { text: message.text ?? '' }),
    );
  };
  const deed = (label: string, path: string, act: () => void, name = '') => (
    <li>
      <button
        type="button"
        class={name}
        onClick={() => {
          onClose();
          act();
        }}
      >
        <Icon path={path} size={18} />
        {label}
      </button>
    </li>
  );
  const kept = message.status === 'sent' ? message : undefined;
  const selfId = room.state.value.self.id;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the box shuts it
    <div
      ref={cover}
      class="cover"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onPointerDown={({ target, currentTarget }) => {
        if (target === currentTarget) onClose();
      }}
    >
      <div ref={box} class="deeds" role="dialog" aria-modal="true" aria-label={text.actions}>
        {kept && able.reply && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own look and a legend
          <div class="quick" role="group" aria-label={text.react}>
            {QUICK.map((emoji) => {
              const mine = kept.reactions?.[emoji]?.includes(selfId) ?? false;
              return (
                <button
                  key={emoji}
                  type="button"
                  aria-label={say(text.reactWith, { emoji })}
                  aria-pressed={mine}
                  onClick={() => {
                    onClose();
                    room.react(kept.seq, emoji, !mine);
                  }}
                >
                  {emoji}
                </button>
              );
            })}
            <button
              type="button"
              aria-label={say(text.reactWith, { emoji: strings.picker.label })}
              onClick={() => room.ask({ name: 'picker', seq: kept.seq })}
            >
              <Icon path={REACT} size={22} />
            </button>
          </div>
        )}
        <ul>
          {kept && able.reply && deed(text.reply, REPLY, () => room.reply(kept), 'turns')}
          {deed(text.copy, COPY, () => void copy())}
          {kept && able.edit && deed(text.edit, PENCIL, () => room.edit(kept))}
          {kept &&
            able.delete &&
            deed(text.delete, TRASH, () => room.ask({ name: 'delete', message: kept }), 'danger')}
        </ul>
      </div>
    </div>
  );
}
