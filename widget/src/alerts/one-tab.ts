/** Of all tabs of this browser that are in one room, the one that tells of a message. */
export interface OneTab {
  /** Whether the reader looks at this one. */
  attend(on: boolean): void;
  /** Whether it is for this tab to tell: no other one does, and the reader looks at none of them. */
  isMine(): Promise<boolean>;
  stop(): void;
}

/**
 * Elects by the browser's locks: who holds `leads` tells, unless somebody holds `looks`. A tab that
 * goes lets go of its locks, whatever becomes of it. Where there are no locks each tab tells.
 * @param room a name that all tabs have for it, and no other room has
 */
export function createOneTab(room: string, locks: LockManager | undefined): OneTab {
  const leads = `${room} leads`;
  const looks = `${room} looks`;
  const end = new AbortController();
  const { signal } = end;
  let isLeading = !locks;
  let look: AbortController | undefined;

  /** Holds a lock until `until` is aborted. */
  const hold = (name: string, mode: LockMode, until: AbortSignal, held = () => {}) =>
    locks
      ?.request(name, { mode, signal: until }, () => {
        held();
        return new Promise<void>((resolve) => until.addEventListener('abort', () => resolve()));
      })
      // Called off while it waited; or, in a sandbox, locks are refused.
      .catch(() => {
        if (!until.aborted) held();
      });

  void hold(leads, 'exclusive', signal, () => {
    isLeading = true;
  });
  return {
    attend(on) {
      if (on === !!look) return;
      look?.abort();
      look = on ? new AbortController() : undefined;
      if (look) void hold(looks, 'shared', look.signal);
    },
    async isMine() {
      if (!isLeading || look) return false;
      try {
        const free = { ifAvailable: true };
        return (await locks?.request(looks, free, async (lock) => lock !== null)) ?? true;
      } catch {
        return true;
      }
    },
    stop() {
      isLeading = false;
      look?.abort();
      end.abort();
    },
  };
}
