import { CHECK, CLOCK, SEEN } from '../icons/room.js';
import { isEmojiOnly } from '../models/emoji-only.js';
import { isPiled } from '../models/piled.js';
import type { Row } from '../models/rows.js';
import type { WidgetModel } from '../models/widget.js';
import { FormattedText } from './FormattedText.js';
import { Icon } from './Icon.js';

interface BubbleProps {
  /** Of its text, which describes the row. */
  id: string;
  message: Row['message'];
  own: boolean;
  /** Somebody else has read it. */
  seen: boolean;
  widget: WidgetModel;
  time: string;
  /** Whether Tab reaches the links in it. */
  reachable: boolean;
}

const SIGNS = { sending: CLOCK, sent: CHECK, seen: SEEN };

/** What was said, in its own direction, and when; for one's own, how far it got, in words as well as in a sign. */
export function Bubble({ id, message, own, seen, widget, time, reachable }: BubbleProps) {
  const { strings, formats } = widget;
  const { status, text = '', at } = message;
  const edited = 'editedAt' in message && message.editedAt !== undefined;
  const gone = 'deleted' in message && message.deleted;
  const state = status === 'pending' ? 'sending' : seen ? 'seen' : 'sent';
  const large = !gone && !message.replyTo && isEmojiOnly(text);
  return (
    <div class={`bubble ${status}${large ? ' large' : ''}${isPiled(text) ? ' piled' : ''}`}>
      <div dir="auto">
        <span class="text" id={id}>
          {gone ? strings.list.deleted : <FormattedText text={text} reachable={reachable} />}
        </span>
        <span class="meta">
          {edited && <span>{strings.list.edited}</span>}
          <time dateTime={formats.iso(at)}>{time}</time>
          {own && !gone && status !== 'failed' && (
            <Icon path={SIGNS[state]} size={seen ? 16 : 13} label={strings.list[state]} />
          )}
        </span>
      </div>
    </div>
  );
}
