import { inviteLink } from '../invite.js';
import { useWidget } from './widget-context.js';

/** Copies a room's code or its invite link, and says so. */
export function useCopy(code: string) {
  const { page, toast, strings, say } = useWidget();
  const copy = async (text: string) => {
    const done = await page.copy(text);
    toast.show(done ? strings.room.copied : say(strings.room.copyFailed, { text }));
  };
  return {
    copyCode: () => void copy(code),
    copyInvite: () => void copy(inviteLink(page.address(), code)),
  };
}
