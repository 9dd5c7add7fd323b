import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import type { Row } from '../models/rows.js';
import { focusedIn } from './use-panel-focus.js';

/** One row is in the tab order, at first the newest; ↑ ↓ Home End move it while a row has focus. */
export function useRovingRow(list: RefObject<HTMLElement | null>, rows: readonly Row[]) {
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const reachable = rows.some((row) => row.key === chosen) ? chosen : rows.at(-1)?.key;
  const elements = () => [...(list.current?.querySelectorAll<HTMLElement>('.message') ?? [])];
  return {
    reachable,
    onFocusIn(event: FocusEvent) {
      const row = (event.target as Element).closest<HTMLElement>('.row');
      if (row) setChosen(row.dataset.key);
    },
    onKeyDown(event: KeyboardEvent) {
      const all = elements();
      const from = all.indexOf(event.target as HTMLElement);
      if (from < 0 || !list.current || focusedIn(list.current) !== event.target) return;
      const steps: Record<string, number> = {
        ArrowUp: from - 1,
        ArrowDown: from + 1,
        Home: 0,
        End: all.length - 1,
      };
      const to = all[steps[event.key] ?? -1];
      if (!to) return;
      event.preventDefault();
      to.focus();
    },
  };
}
