/** Whether this page may show notifications; `default`: nobody was asked yet. */
export type Permission = NotificationPermission | 'unsupported';

/** The class that threw: Chrome on Android has it, and lets only service workers use it. */
let useless: typeof Notification | undefined;

function make(heading: string, options?: NotificationOptions): Notification | undefined {
  try {
    return new Notification(heading, options);
  } catch {
    useless = globalThis.Notification;
    return undefined;
  }
}

export function permission(): Permission {
  // Where there is none, an element of that id stands for it.
  if (!isSecureContext || typeof globalThis.Notification !== 'function') return 'unsupported';
  // As long as it isn't allowed nothing shows, so that one can try: nobody is asked in vain.
  if (Notification.permission !== 'granted') make('');
  return Notification === useless ? 'unsupported' : Notification.permission;
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
  // The sound is a choice of its own.
  const shown = make(heading, { body: text, lang, tag, silent: true });
  if (!shown) return () => {};
  shown.onclick = () => {
    window.focus();
    shown.close();
    onClick();
  };
  return () => shown.close();
}
