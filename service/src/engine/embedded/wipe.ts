import { closeSync, fdatasyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/**
 * SQLite's `secure_delete` zeroes what is deleted, where it is. It doesn't zero the copies that stay
 * behind in a page's unused middle when SQLite moves rows to a neighbouring page; such a copy of a
 * row would outlive the row [W15]. This does, by the documented file format
 * (https://www.sqlite.org/fileformat2.html): the bytes between a b-tree page's cell pointers and its
 * cell content mean nothing, and nothing else is written here.
 */

const PAGE = 4_096;
/** A pointer map page has an entry of 5 bytes for each of the pages that follow it (§1.8). */
const MAPPED = Math.floor(PAGE / 5);
const BLOCK = MAPPED + 1;
/** Kinds of pages, in a pointer map, that are b-tree pages: a root, or below one. */
const B_TREE = new Set([1, 5]);
const HEADER = 100;
const ZEROES = Buffer.alloc(PAGE);
/** One for all stretches: a large file must not leave a trail of them to the garbage collector. */
const STRETCH = Buffer.alloc(BLOCK * PAGE);

/**
 * Zeroes the unused middles in one stretch of a database file: a pointer map page and those it maps.
 * Nobody may have the file open to write, its write-ahead log MUST be empty, and it MUST be one with
 * pointer maps (`auto_vacuum`).
 * @param stretch 0, 1, 2, …
 * @returns whether there are more stretches.
 * @throws when the file isn't one this knows.
 */
export function wipeStretch(file: string, stretch: number): boolean {
  const handle = openSync(file, 'r+');
  try {
    const pages = Math.floor(fstatSync(handle).size / PAGE);
    if (stretch === 0 && pages > 0) wipeFirst(handle);
    const start = 1 + stretch * BLOCK;
    const count = Math.min(BLOCK, pages - start);
    if (count <= 0) return false;
    const block = STRETCH.subarray(0, count * PAGE);
    readSync(handle, block, 0, block.length, start * PAGE);
    for (let i = 1; i < count; i++) {
      if (!B_TREE.has(block[5 * (i - 1)] ?? 0)) continue;
      wipePage(handle, block.subarray(i * PAGE, (i + 1) * PAGE), 0, start + i);
    }
    fdatasyncSync(handle);
    return start + count < pages;
  } finally {
    closeSync(handle);
  }
}

/** The first page has the file's header in front, and no entry in any pointer map. */
function wipeFirst(handle: number): void {
  const page = Buffer.alloc(PAGE);
  readSync(handle, page, 0, PAGE, 0);
  const pageSize = page.readUInt16BE(16);
  const reserved = page[20];
  const hasMaps = page.readUInt32BE(52) > 0;
  if (pageSize !== PAGE || reserved !== 0 || !hasMaps) {
    throw new Error('The data file has pages of an unknown kind.');
  }
  wipePage(handle, page, HEADER, 0);
}

/** @param header where the page's header is in it. @param number counted from 0. */
function wipePage(handle: number, page: Buffer, header: number, number: number): void {
  const kind = page[header];
  const headerSize = kind === 2 || kind === 5 ? 12 : 8;
  const start = header + headerSize + 2 * page.readUInt16BE(header + 3);
  // 0 stands for 65,536, which a page of this size can't have.
  const end = page.readUInt16BE(header + 5);
  const known = kind === 2 || kind === 5 || kind === 10 || kind === 13;
  // A damaged page is let be: `roomlet check` says what is wrong.
  if (!known || end > PAGE || start >= end) return;
  const middle = page.subarray(start, end);
  if (middle.equals(ZEROES.subarray(0, middle.length))) return;
  writeSync(handle, middle.fill(0), 0, middle.length, number * PAGE + start);
}
