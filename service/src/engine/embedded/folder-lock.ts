import { join } from 'node:path';
import Database from 'better-sqlite3';

/** How long to wait for a process that is just ending to let go, ms. */
const LOCK_WAIT = 1_000;

/** Another process writes to this data folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Holds a data folder for one process: a second one would give out the same seqs. The lock is on a
 * file of its own, so that others may read the database meanwhile, and it is the operating system's,
 * so that it ends with the process however that ends.
 */
export class FolderLock {
  readonly #db: Database.Database;

  /** @throws FolderInUse */
  constructor(folder: string) {
    const db = new Database(join(folder, 'lock'), { timeout: LOCK_WAIT });
    try {
      // Nothing is ever written: the file stays empty, and a full disk does not matter.
      db.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      db.close();
      if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
      throw new FolderInUse(`Another Roomlet is using the data folder ${folder}.`);
    }
    this.#db = db;
  }

  release(): void {
    this.#db.close();
  }
}
