import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StorageLike } from '@roomlet/sdk';

/**
 * What `localStorage` is to a page: it outlives the process, several processes share it, each item
 * is written whole or not at all, and its keys don't shift while a turn goes through them.
 * One file an item.
 */
export class FolderStorage implements StorageLike {
  #names: string[] | undefined;

  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  get length(): number {
    return this.#keys().length;
  }

  key(index: number): string | null {
    return this.#keys()[index] ?? null;
  }

  getItem(key: string): string | null {
    try {
      return readFileSync(this.#path(key), 'utf8');
    } catch {
      return null;
    }
  }

  setItem(key: string, value: string): void {
    const path = this.#path(key);
    // A process may be killed at any point: its half-written file MUST NOT become the item.
    const draft = `${path}.${process.pid}.draft`;
    writeFileSync(draft, value);
    renameSync(draft, path);
    this.#names = undefined;
  }

  removeItem(key: string): void {
    rmSync(this.#path(key), { force: true });
    this.#names = undefined;
  }

  #keys(): string[] {
    if (!this.#names) {
      this.#names = readdirSync(this.folder)
        .filter((name) => !name.endsWith('.draft'))
        .map(decodeURIComponent);
      setImmediate(() => {
        this.#names = undefined;
      });
    }
    return this.#names;
  }

  #path(key: string): string {
    return join(this.folder, encodeURIComponent(key));
  }
}
