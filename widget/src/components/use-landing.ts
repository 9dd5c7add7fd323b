import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { RoomModel } from '../models/room.js';
import { rowElement } from './row-element.js';

/** Brings the row that a quote leads to into the middle, at once, and gives it the focus. */
export function useLanding(list: RefObject<HTMLElement | null>, room: RoomModel): void {
  const target = room.target.value;
  useLayoutEffect(() => {
    const element = list.current;
    const row = target && rowElement(element, target.key);
    if (!element || !row) return;
    const { top, height } = row.getBoundingClientRect();
    const frame = element.getBoundingClientRect();
    // Not by scrollIntoView: it would scroll the page too.
    element.scrollTop += top - frame.top - Math.max(0, frame.height - height) / 2;
    row.querySelector<HTMLElement>('.message')?.focus({ preventScroll: true });
    const below = element.scrollHeight - element.clientHeight - element.scrollTop;
    // Also where nothing scrolled: at the end the list goes on following.
    if (room.atEnd.peek()) room.pin.scrolled(element.scrollTop, below);
  }, [target]);
}
