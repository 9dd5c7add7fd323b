import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';

/** What is in a data folder: the database, what SQLite keeps beside it, and the lock. */
const OWN = /^(roomlet\.db.*|lock)$/;

/**
 * Keeps a data folder that is there already from other users of the machine: it holds what people
 * said. A folder with anybody else's files in it is left as it is.
 * @returns why others can still look into it; undefined: they can't.
 */
export function shield(folder: string): string | undefined {
  if (process.platform === 'win32' || !existsSync(folder)) return undefined;
  const mode = statSync(folder).mode & 0o777;
  if ((mode & 0o077) === 0) return undefined;
  if (!readdirSync(folder).every((name) => OWN.test(name))) {
    return 'it holds other files as well, so it was left as it is';
  }
  try {
    chmodSync(folder, 0o700);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
