import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';

/** Where a data folder's database is. */
export function dataFile(folder: string): string {
  return join(folder, 'roomlet.db');
}

/** Opens a database to read it, beside whoever writes to it. */
export function openToRead(file: string): Database.Database {
  return new Database(file, { readonly: true, fileMustExist: true });
}

/**
 * Copies a database as it is at one moment, beside whoever writes to it, without what was deleted.
 * Only its owner may read the copy. It is on the disk when this returns.
 */
export function copyDatabase(from: Database.Database, to: string): void {
  closeSync(openSync(to, 'wx', 0o600));
  from.prepare('VACUUM INTO ?').run(to);
  flush(to);
}

/** Forces a file, and its name in its folder, to the disk. */
export function flush(file: string): void {
  for (const path of [file, dirname(file)]) {
    const handle = openSync(path, 'r');
    fsyncSync(handle);
    closeSync(handle);
  }
}

/** Takes a database away with whatever SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  rmSync(file, { force: true });
  removeBeside(file);
}

/** Takes away what SQLite keeps beside a database. */
export function removeBeside(file: string): void {
  for (const suffix of ['-journal', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}
