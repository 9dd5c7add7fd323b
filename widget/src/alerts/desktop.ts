/** Whether this page may show notifications; `default`: nobody was asked yet. */
export type Permission = NotificationPermission | 'unsupported';

export function permission(): Permission {
  return isSecureContext && 'Notification' in globalThis ? Notification.permission : 'unsupported';
}

/** Asks the visitor. Only in answer to a click of theirs. */
export async function askPermission(): Promise<Permission> {
  return permission() === 'default' ? Notification.requestPermission() : permission();
}

export interface Notice {
  readonly heading: string;
  readonly text: string;
  /** BCP 47 tag. */
  readonly lang: string;
  /** A newer notice with the same tag takes the place of the one before. */
  readonly tag: string;
  onClick(): void;
}

/** Shows it, where that is allowed. @returns takes it away again */
export function notify({ heading, text, lang, tag, onClick }: Notice): () => void {
  if (permission() !== 'granted') return () => {};
  try {
    // The sound is a choice of its own.
    const shown = new Notification(heading, { body: text, lang, tag, silent: true });
    shown.onclick = () => {
      window.focus();
      shown.close();
      onClick();
    };
    return () => shown.close();
  } catch {
    // Chrome on Android has the class, and lets only service workers use it.
    return () => {};
  }
}
