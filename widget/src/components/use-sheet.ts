import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Mode } from '../options.js';
import { holdPage } from './page-scroll.js';

const PHONE = '(max-width: 520px)';

/**
 * Whether the panel is a full-screen sheet, as on phones. The sheet takes the size of the visual
 * viewport, so that the keyboard never covers the composer, and the page behind stays where it is.
 */
export function useSheet(panel: RefObject<HTMLElement | null>, mode: Mode): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(PHONE).matches);
  const sheet = narrow && mode !== 'inline';
  useEffect(() => {
    const query = matchMedia(PHONE);
    const follow = () => setNarrow(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  useLayoutEffect(() => {
    const viewport = window.visualViewport;
    if (!sheet || !viewport) return;
    const fit = () => {
      panel.current?.style.setProperty('--sheet-height', `${viewport.height}px`);
      panel.current?.style.setProperty('--sheet-top', `${viewport.offsetTop}px`);
    };
    fit();
    viewport.addEventListener('resize', fit);
    viewport.addEventListener('scroll', fit);
    const letGo = holdPage();
    return () => {
      viewport.removeEventListener('resize', fit);
      viewport.removeEventListener('scroll', fit);
      letGo();
    };
  }, [sheet]);
  return sheet;
}
