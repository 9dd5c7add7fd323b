import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { can } from '../models/can.js';
import type { RoomModel } from '../models/room.js';
import { listen } from './listen.js';
import { focusedIn } from './use-panel-focus.js';

/** Letters of other scripts; named keys are Latin. */
const FOREIGN = /^(?!\p{Script=Latin})[\p{L}\p{M}]/u;

/** What a key means here: what it types, or on a keyboard of another script what stands in its place. */
function letterOf({ key, code }: KeyboardEvent): string {
  return (FOREIGN.test(key) ? code.replace('Key', '') : key).toLowerCase();
}

/**
 * Keys while a row itself has the focus: Enter opens its actions, R, E and Delete are three of them.
 * @param early the last one from before this was loaded, if the focus has stayed there
 */
export function useRowKeys(
  list: RefObject<HTMLElement | null>,
  room: RoomModel,
  early: RefObject<KeyboardEvent | null>,
): void {
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const onKey = (event: KeyboardEvent, at = event.target as Element) => {
      if (!at.classList.contains('message')) return;
      const row = room.rows.peek().find(({ key }) => key === at.parentElement?.dataset.key);
      if (!row) return;
      const { message, key } = row;
      const able = can(message, room.state.peek());
      const pressed = letterOf(event);
      if (pressed === 'enter' && able.copy) room.ask({ name: 'actions', key, from: 'actions' });
      else if (message.status !== 'sent') return;
      else if (pressed === 'r' && able.reply) room.reply(message);
      else if (pressed === 'e' && able.edit) room.edit(message);
      else if (pressed === 'delete' && able.delete) room.ask({ name: 'delete', message });
      else return;
      event.preventDefault();
    };
    const focused = focusedIn(element);
    // An event that is over doesn't know any more where it was.
    if (early.current && focused) onKey(early.current, focused);
    return listen(element, { keydown: onKey });
  }, [room]);
}
