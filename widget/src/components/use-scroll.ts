import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RoomModel } from '../models/room.js';

/** So close to an end of what is drawn, more is drawn. */
const NEAR_PX = 400;

interface Anchor {
  readonly row: Element;
  readonly top: number;
  /** Where the list stood. */
  readonly scrollTop: number;
}

/** The first row the reader sees, and where it stands. */
function anchorOf(list: HTMLElement): Anchor | undefined {
  const edge = list.getBoundingClientRect().top;
  const rows = list.getElementsByClassName('row');
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { bottom = 0 } = rows[middle]?.getBoundingClientRect() ?? {};
    if (bottom > edge) high = middle;
    else low = middle + 1;
  }
  const row = rows[low];
  return row && { row, top: row.getBoundingClientRect().top, scrollTop: list.scrollTop };
}

/** Puts the anchor's row back to where it stood. */
function restore(list: HTMLElement, { row, top }: Anchor): void {
  if (row.isConnected) list.scrollTop += row.getBoundingClientRect().top - top;
}

/**
 * A reader comes: to the line "New" when what stands under it doesn't fit, else to where they were.
 */
function place(list: HTMLElement, { pin, state }: RoomModel): void {
  const line = list.querySelector('.unread');
  const top = line ? line.getBoundingClientRect().top - list.getBoundingClientRect().top : 0;
  if (line && list.scrollHeight - list.scrollTop - top > list.clientHeight) {
    list.scrollTop += top;
    pin.leave(state.peek().unread);
  } else if (pin.pinned.peek()) toEnd(list);
  else list.scrollTop = pin.top;
}

function toEnd(list: HTMLElement): void {
  list.scrollTop = list.scrollHeight;
}

/**
 * Follows the newest message while pinned; else keeps the row the reader looks at where it is,
 * whatever is drawn or taken away around it, or changes its size between two drawings. For the
 * latter the browser's own anchoring stays on, and where there is none, as in Safari, this does it.
 */
export function useScroll(list: RefObject<HTMLElement | null>, room: RoomModel) {
  const { pin, rows, history, arrivals } = room;
  const drawn = useRef<unknown>(undefined);
  /** The arrival after which the list was placed. */
  const placed = useRef(-1);
  const anchor = useRef<Anchor | undefined>(undefined);
  // Before this drawing touches the document: where things are now.
  const changed = drawn.current !== rows.value;
  if (changed && list.current && !pin.pinned.value) anchor.current = anchorOf(list.current);
  drawn.current = rows.value;

  /** Who follows the end needs no other hold. */
  const hold = (element: HTMLElement) => {
    anchor.current = pin.pinned.peek() ? undefined : anchorOf(element);
  };
  const reachOut = (element: HTMLElement, asked: boolean) => {
    const { clientHeight } = element;
    const below = element.scrollHeight - clientHeight - element.scrollTop;
    // A list that isn't shown is near to both its ends, and would turn round for ever.
    if (!asked && !clientHeight) return below;
    // First, or in a very high list what comes above would go below, and the other way round.
    room.fit(clientHeight);
    if (element.scrollTop < NEAR_PX && (asked || !history.failed.peek())) history.older();
    if (below < NEAR_PX && !room.atEnd.peek()) room.newer();
    return below;
  };

  const onGesture = () => {
    pin.gesture();
    placed.current = arrivals.peek();
    const element = list.current;
    // A list that can't scroll tells of no scrolling.
    if (element && element.scrollHeight <= element.clientHeight) history.older();
  };

  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    if (placed.current !== arrivals.value) place(element, room);
    else if (pin.pinned.value) toEnd(element);
    else if (anchor.current) {
      restore(element, anchor.current);
    }
    // Whoever missed a lot waits for the page with the line, unless they begin to read before.
    if (pin.pinned.peek() || !room.seeksDivider()) placed.current = arrivals.value;
    hold(element);
    reachOut(element, false);
    // A page of few messages, or none, may leave the list too short to scroll: then the end of its
    // loading is what asks for the next.
  }, [
    rows.value,
    room.atEnd.value,
    pin.pinned.value,
    history.loads.value,
    history.failed.value,
    arrivals.value,
  ]);

  useLayoutEffect(() => {
    const element = list.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    // The browser may scroll without waiting to hear that it may.
    element.addEventListener('wheel', onGesture, { passive: true });
    element.addEventListener('touchmove', onGesture, { passive: true });
    const observer = new ResizeObserver(() => {
      const { current } = anchor;
      if (pin.pinned.peek()) toEnd(element);
      // Who has scrolled meanwhile, the browser or a jump, knew where to.
      else if (current?.scrollTop === element.scrollTop) restore(element, current);
      hold(element);
      reachOut(element, false);
    });
    observer.observe(element);
    observer.observe(content);
    return () => observer.disconnect();
  }, []);

  return {
    onGesture,
    onScroll(event: Event) {
      const element = event.currentTarget as HTMLElement;
      const below = reachOut(element, true);
      if (room.atEnd.peek()) pin.scrolled(element.scrollTop, below);
      else pin.scrolled(element.scrollTop, Number.POSITIVE_INFINITY);
      hold(element);
    },
  };
}
