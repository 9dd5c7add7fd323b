import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RoomModel } from '../models/room.js';
import { listen } from './listen.js';
import { rowKeyAt } from './row-element.js';
import { focusedIn } from './use-panel-focus.js';

/** Which row shows its tools: the one under the mouse, else the one with the focus, or tapped. */
export function useRowTools(list: RefObject<HTMLElement | null>, room: RoomModel): void {
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const root = element.getRootNode();
    let finger = false;
    const tell = () => {
      // What a finger did may move the focus, too.
      const key = finger ? undefined : toldRow(element);
      if (key) room.activate(key);
    };
    const offs = [
      listen(element, {
        // Not when it comes to be over another row: rows move under a mouse that rests.
        pointermove(event) {
          if (event.pointerType !== 'touch') room.activate(rowKeyAt(event) ?? toldRow(element));
        },
        pointerleave({ pointerType }) {
          if (pointerType !== 'touch') room.activate(toldRow(element));
        },
        focusin: tell,
        focusout({ relatedTarget }) {
          const stays = relatedTarget instanceof Node && element.contains(relatedTarget);
          if (!stays && !element.matches(':hover')) room.activate(undefined);
        },
        click(event) {
          if (finger && !isControl(event)) room.activate(rowKeyAt(event));
        },
      }),
      // First: keys don't come back up to the root.
      listen(
        root,
        {
          keydown() {
            finger = false;
            // A key shows a focus that a mouse had left there.
            tell();
          },
          pointerdown(event) {
            finger = event.pointerType === 'touch';
            if (finger && !event.composedPath().includes(element)) room.activate(undefined);
          },
        },
        true,
      ),
    ];
    // The focus may have come while this was loading.
    tell();
    return () => {
      for (const off of offs) off();
    };
  }, [room]);
}

/** The row whose focus is shown; what a mouse focuses is under it anyway, and may be left by it. */
function toldRow(list: HTMLElement): string | undefined {
  const focused = focusedIn(list);
  const isTold = focused && list.contains(focused) && focused.matches(':focus-visible');
  return isTold ? focused.closest<HTMLElement>('.row')?.dataset.key : undefined;
}

function isControl({ target }: Event): boolean {
  return target instanceof Element && target.closest('a, button') !== null;
}
