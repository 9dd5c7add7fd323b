import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { check, type Findings } from './check.js';
import {
  copyDatabase,
  dataFile,
  flush,
  openToRead,
  removeBeside,
  removeDatabase,
} from './data-file.js';
import { FolderLock } from './folder-lock.js';
import { migrate, refuseNewer } from './schema.js';

/** How long to wait for those who read the old data, ms. */
const READERS_WAIT = 1_000;
const PAST_READING = /^SQLITE_(CORRUPT|NOTADB)/;

/**
 * Puts a backup in the place of what a folder keeps. Every room gets a new epoch: what was said after
 * the backup is gone, and its seqs will be given out again. The folder holds the old data or the new,
 * whenever this is cut short.
 * @param replace whether data that are there may go.
 * @throws FolderInUse while a service runs on the folder; else an Error whose message tells the
 *   operator what to do.
 */
export function restore(folder: string, backup: string, replace: boolean): Findings {
  if (!existsSync(backup)) throw new Error(`There is no file ${backup}.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = new FolderLock(folder);
  const file = dataFile(folder);
  const part = `${file}.part`;
  try {
    if (existsSync(file) && !replace) {
      throw new Error(`The folder ${folder} holds data. Say --replace to give them up.`);
    }
    removeDatabase(part);
    copyBackup(backup, part);
    const findings = renew(part);
    settle(file);
    renameSync(part, file);
    flush(file);
    return findings;
  } finally {
    removeDatabase(part);
    lock.release();
  }
}

function copyBackup(backup: string, part: string): void {
  try {
    const source = openToRead(backup);
    try {
      refuseNewer(source);
      copyDatabase(source, part);
    } finally {
      source.close();
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined || !PAST_READING.test(code)) throw error;
    throw new Error(`${backup} is no backup, or is damaged (${code}). Nothing was changed.`);
  }
}

/** Verifies a copied backup, and makes its logs new ones. */
function renew(part: string): Findings {
  const db = new Database(part);
  try {
    migrate(db);
    const findings = check(db);
    if (findings.problems.length > 0) {
      throw new Error(`The backup is damaged: ${findings.problems[0]}. Nothing was changed.`);
    }
    const ids = db.prepare('SELECT id FROM rooms').pluck().all();
    const rename = db.prepare('UPDATE rooms SET epoch = ? WHERE id = ?');
    db.transaction(() => {
      for (const id of ids) rename.run(randomBytes(9).toString('base64url'), id);
    })();
    return findings;
  } finally {
    db.close();
    flush(part);
  }
}

/**
 * Brings everything of the old database into its one file, so that one rename replaces it whole.
 * @throws when that can't be done; then nothing is lost of it.
 */
function settle(file: string): void {
  if (!existsSync(file)) return;
  try {
    const old = new Database(file, { timeout: READERS_WAIT });
    try {
      const [done] = old.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      if (done?.busy !== 0) throw new Error('somebody is reading them');
    } finally {
      old.close();
    }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // What no service could open any more has nothing to lose.
    if (code === undefined || !PAST_READING.test(code)) {
      throw new Error(
        `The data that are there can't be brought into one file: ${message}. Nothing was changed. Try again, or restore into another folder: --data.`,
      );
    }
  }
  // A log that is left over would be taken for the new file's.
  removeBeside(file);
}
