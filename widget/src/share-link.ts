/** The system's own sheet for passing a link on, where there is one. */
export const canShare = (): boolean => typeof navigator.share === 'function';

/** Opens it; to be called from a click. Thinking better of it is no failure. */
export async function shareLink(url: string, title: string): Promise<void> {
  await navigator.share({ url, title }).catch((error: unknown) => {
    if ((error as Error)?.name !== 'AbortError') throw error;
  });
}
