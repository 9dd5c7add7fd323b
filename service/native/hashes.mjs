import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The SHA-256 of each native binary in a folder, by file name, in hex.
 * @param {string} folder
 * @returns {Record<string, string>}
 */
export function hashesOf(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.node'));
  const hash = (name) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(names.sort().map((name) => [name, hash(name)]));
}

/**
 * What differs between the recorded binaries and those found, a line each; empty: nothing.
 * @param {Record<string, string>} recorded
 * @param {Record<string, string>} found
 * @returns {string[]}
 */
export function compare(recorded, found) {
  const names = new Set([...Object.keys(recorded), ...Object.keys(found)]);
  return [...names].sort().flatMap((name) => {
    if (recorded[name] === found[name]) return [];
    if (found[name] === undefined) return [`${name} is missing.`];
    if (recorded[name] === undefined) return [`${name} is not in the record.`];
    return [`${name} is another file than the recorded one.`];
  });
}
