import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RoomModel } from '../models/room.js';

/**
 * Follows whether the end of the list is on the screen: a page may have scrolled its widget away, or
 * have it in a part that isn't shown. What stands right below the list tells it.
 */
export function useSight(room: RefObject<HTMLElement | null>, { pin }: RoomModel): void {
  useEffect(() => {
    const foot = room.current?.querySelector('.foot');
    if (!foot) return;
    const observer = new IntersectionObserver((changes) => {
      pin.sight(changes.at(-1)?.isIntersecting === true);
    });
    observer.observe(foot);
    return () => {
      observer.disconnect();
      pin.sight(false);
    };
  }, []);
}
