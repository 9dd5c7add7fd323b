import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { check, type Findings } from './check.js';
import { copyDatabase, dataFile, flush, openToRead, removeDatabase } from './data-file.js';
import { Leftovers } from './leftovers.js';
import { refuseOther } from './schema.js';
import { prepare } from './statements.js';

/**
 * Copies all that a folder keeps into one file, beside a running service or without one. The file
 * appears whole or not at all, and in nothing's place.
 * @throws an Error whose message tells the operator what to do.
 */
export function backUp(folder: string, file: string): Findings {
  if (existsSync(file)) throw isThere(file);
  // One's own: another backup into the same file may be under way.
  const part = `${file}.${randomBytes(6).toString('hex')}.part`;
  const source = openData(folder);
  try {
    refuseOther(source);
    copyDatabase(source, part);
    finishCopy(part);
    const findings = checkFile(part);
    if (findings.problems.length > 0) {
      throw new Error(`The data are damaged: ${findings.problems[0]}. See roomlet check.`);
    }
    place(part, file);
    flush(file);
    return findings;
  } finally {
    removeDatabase(part);
    source.close();
  }
}

/** What a deletion left to be done in steps is done: a copy must not keep what is gone [W15]. */
function finishCopy(part: string): void {
  const db = new Database(part);
  try {
    const leftovers = new Leftovers(prepare(db));
    let steps = 0;
    db.transaction(() => {
      while (leftovers.step()) steps += 1;
    })();
    if (steps > 0) db.exec('VACUUM');
  } finally {
    db.close();
    flush(part);
  }
}

/** Gives a file its name, which a plain renaming would take from another. */
function place(part: string, file: string): void {
  try {
    linkSync(part, file);
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') throw isThere(file);
    // A filesystem without hard links, then. What is replaced is what this line has made.
    reserve(file);
    try {
      renameSync(part, file);
    } catch (reason) {
      rmSync(file);
      throw reason;
    }
  }
}

function reserve(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') throw isThere(file);
    throw error;
  }
}

function isThere(file: string): Error {
  return new Error(`${file} is there already. Choose another name.`);
}

/**
 * Looks at all that a folder keeps, beside a running service or without one.
 * @throws an Error whose message tells the operator what to do.
 */
export function checkFolder(folder: string): Findings {
  const db = openData(folder);
  try {
    refuseOther(db);
    return check(db);
  } finally {
    db.close();
  }
}

export function checkFile(file: string): Findings {
  const db = openToRead(file);
  try {
    return check(db);
  } finally {
    db.close();
  }
}

function openData(folder: string) {
  const file = dataFile(folder);
  if (!existsSync(file))
    throw new Error(`The folder ${folder} holds no data. Choose another: --data.`);
  return openToRead(file);
}
