import type { Off } from './emitter.js';
import type { LocksLike } from './window.js';

/**
 * Waits for this page's turn among those that share a lock's name, and has it until called off, or
 * until the page is gone. Where there are no locks every page has it at once.
 * @param begun not called before this has returned.
 */
export function takeTurn(locks: LocksLike | undefined, name: string, begun: () => void): Off {
  let isOff = false;
  let release: () => void;
  const over = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begin = () => {
    if (!isOff) begun();
    return over;
  };
  // Refused where there are none, or the page may use none.
  Promise.resolve()
    .then(() => (locks as LocksLike).request(name, begin))
    .catch(begin);
  return () => {
    isOff = true;
    release();
  };
}
