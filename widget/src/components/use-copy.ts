import { inviteLink } from '../invite.js';
import { useWidget } from './widget-context.js';

/** Copies a room's code or its invite link, and says so; `invite` is the link. */
export function useCopy(code: string) {
  const { options, page, toast, strings, say } = useWidget();
  const invite = () => inviteLink(page.address(), code, options.inviteParams);
  const copy = async (text: string) => {
    const done = await page.copy(text);
    toast.show(done ? strings.room.copied : say(strings.room.copyFailed, { text }));
  };
  return {
    copyCode: () => void copy(code),
    copyInvite: () => void copy(invite()),
    invite,
  };
}
