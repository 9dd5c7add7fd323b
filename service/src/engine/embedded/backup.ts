import { existsSync, renameSync } from 'node:fs';
import { check, type Findings } from './check.js';
import { copyDatabase, dataFile, flush, openToRead, removeDatabase } from './data-file.js';
import { refuseOther } from './schema.js';

/**
 * Copies all that a folder keeps into one file, beside a running service or without one. The file
 * appears whole or not at all.
 * @throws an Error whose message tells the operator what to do.
 */
export function backUp(folder: string, file: string): Findings {
  if (existsSync(file)) throw new Error(`${file} is there already. Choose another name.`);
  const part = `${file}.part`;
  const source = openData(folder);
  try {
    refuseOther(source);
    removeDatabase(part);
    copyDatabase(source, part);
    const findings = checkFile(part);
    if (findings.problems.length > 0) {
      throw new Error(`The data are damaged: ${findings.problems[0]}. See roomlet check.`);
    }
    renameSync(part, file);
    flush(file);
    return findings;
  } catch (error) {
    removeDatabase(part);
    throw error;
  } finally {
    source.close();
  }
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
