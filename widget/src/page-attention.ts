import { documentOwn } from './page/document.js';

/** Whether the reader has this page before them: it is visible, and what is typed goes to it. */
export const isAttended = (): boolean =>
  !documentOwn('hidden') && documentOwn('hasFocus').call(document);

/** Tells whenever that may have changed. @returns stops it */
export function watchAttention(changed: () => void): () => void {
  const end = new AbortController();
  for (const type of ['focus', 'blur', 'visibilitychange']) addEventListener(type, changed, end);
  return () => end.abort();
}
