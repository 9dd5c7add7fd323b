import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

const STRETCH = 4 * 1_024 * 1_024;

/**
 * How often a text is in the files of a folder, whatever files there are. One that goes away while
 * they are looked through is none.
 */
export function countTraces(folder: string, text: string): number {
  const needle = Buffer.from(text);
  let count = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) count += countIn(join(entry.parentPath, entry.name), needle);
  }
  return count;
}

function countIn(path: string, needle: Buffer): number {
  const file = openIfThere(path);
  if (file === undefined) return 0;
  const bytes = Buffer.alloc(STRETCH + needle.length);
  let count = 0;
  // The end of the last stretch comes first: a text may lie across.
  let kept = 0;
  for (;;) {
    const read = readSync(file, bytes, kept, STRETCH, null);
    if (read === 0) break;
    const end = kept + read;
    let at = bytes.subarray(0, end).indexOf(needle);
    while (at !== -1) {
      count += 1;
      at = bytes.subarray(0, end).indexOf(needle, at + needle.length);
    }
    kept = Math.min(needle.length - 1, end);
    bytes.copyWithin(0, end - kept, end);
  }
  closeSync(file);
  return count;
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}
