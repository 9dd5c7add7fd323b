import { documentOwn } from '../page/document.js';

let holders = 0;
let before = '';

/**
 * Keeps the page behind a sheet where it is. Of several sheets the first finds the page as it was,
 * and the last leaves it so, in whatever order they shut.
 * @returns lets it go
 */
export function holdPage(): () => void {
  const page = documentOwn('documentElement').style;
  if (holders++ === 0) {
    before = page.overflow;
    page.overflow = 'hidden';
  }
  return () => {
    if (--holders === 0) page.overflow = before;
  };
}
