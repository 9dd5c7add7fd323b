import { VIEW } from '../view-key.js';
import type { KeyValues } from './storage.js';

/** What this tab was looking at, so that a refresh comes back to it. */
export interface KeptView {
  /** The room it was in. */
  readonly code?: string;
  readonly open?: boolean;
  /** The link in the page's address that led to a room, or was declined: a refresh doesn't follow it again. */
  readonly link?: string;
  /** How far was read in the log of this epoch, should the seat end meanwhile. */
  readonly read?: { readonly epoch: string; readonly seq: number };
  /** What is half written, by room. */
  readonly drafts?: Readonly<Record<string, string | undefined>>;
}

/** What one site's widget remembers: per tab the view and drafts, per browser the last room. */
export interface SiteMemory {
  view(): KeptView;
  /** Sets the named fields; `undefined` takes one away. */
  keep(change: { [key in keyof KeptView]?: KeptView[key] | undefined }): void;
  lastRoom(): string | undefined;
  draft(code: string): string;
  keepDraft(code: string, text: string): void;
}

export function createSiteMemory(
  site: string | undefined,
  tab: KeyValues,
  browser: KeyValues,
): SiteMemory {
  const here = VIEW + (site ?? '');
  const roomKey = `roomlet:room:${site ?? ''}`;
  const memory: SiteMemory = {
    view() {
      try {
        const kept: unknown = JSON.parse(tab.getItem(here) ?? '{}');
        return typeof kept === 'object' && kept !== null ? kept : {};
      } catch {
        return {};
      }
    },
    keep(change) {
      tab.setItem(here, JSON.stringify({ ...memory.view(), ...change }));
      if (change.code) browser.setItem(roomKey, change.code);
      else if ('code' in change) browser.removeItem(roomKey);
    },
    lastRoom: () => browser.getItem(roomKey) ?? undefined,
    draft: (code) => memory.view().drafts?.[code] ?? '',
    keepDraft: (code, text) =>
      memory.keep({ drafts: { ...memory.view().drafts, [code]: text || undefined } }),
  };
  return memory;
}
