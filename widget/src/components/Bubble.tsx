import { CHECK, CLOCK } from '../icons.js';
import { isEmojiOnly } from '../models/emoji-only.js';
import type { Row } from '../models/rows.js';
import type { WidgetModel } from '../models/widget.js';
import { FormattedText } from './FormattedText.js';
import { Icon } from './Icon.js';

interface BubbleProps {
  message: Row['message'];
  own: boolean;
  widget: WidgetModel;
  time: string;
  /** Whether Tab reaches the links in it. */
  reachable: boolean;
}

/** What was said, and when; for one's own, how far it got, in words as well as in a sign. */
export function Bubble({ message, own, widget, time, reachable }: BubbleProps) {
  const { strings, formats } = widget;
  const { status, text = '', at } = message;
  const edited = 'editedAt' in message && message.editedAt !== undefined;
  const gone = 'deleted' in message && message.deleted;
  const large = !gone && !message.replyTo && isEmojiOnly(text);
  return (
    <div class={`bubble ${status}${large ? ' large' : ''}`}>
      <span class="text" dir="auto">
        {gone ? strings.list.deleted : <FormattedText text={text} reachable={reachable} />}
      </span>
      <span class="meta">
        {edited && <span>{strings.list.edited}</span>}
        <time dateTime={formats.iso(at)}>{time}</time>
        {own && !gone && status !== 'failed' && (
          <>
            <Icon path={status === 'pending' ? CLOCK : CHECK} size={13} />
            <span class="hidden">
              {status === 'pending' ? strings.list.sending : strings.list.sent}
            </span>
          </>
        )}
      </span>
    </div>
  );
}
