import { createRoomModel } from '../models/room.js';
import type { KeyValues } from '../models/storage.js';
import type { Page } from '../models/widget.js';
import { FakeClock } from './fake-clock.js';

export function memoryStorage(): KeyValues {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** A page without a document. Give two the same storages, and the second is the refreshed first. */
export class FakePage implements Page {
  readonly clock = new FakeClock();
  readonly copied: string[] = [];
  href = 'https://site.example/shop?x=1';
  online = true;

  constructor(
    readonly tab: KeyValues = memoryStorage(),
    readonly browser: KeyValues = memoryStorage(),
  ) {}

  #attended = true;
  #watching = new Set<() => void>();

  isColour = (text: string) => /^#[0-9a-f]{6}$/i.test(text);

  address = () => this.href;
  loadRoom: Page['loadRoom'] = async () => createRoomModel;
  isOnline = () => this.online;
  isAttended = () => this.#attended;

  watchAttention = (changed: () => void) => {
    this.#watching.add(changed);
    return () => void this.#watching.delete(changed);
  };

  /** The reader turns to the page, or away from it. */
  attend(on: boolean): void {
    this.#attended = on;
    for (const changed of this.#watching) changed();
  }

  copy = async (text: string) => {
    this.copied.push(text);
    return true;
  };
}
