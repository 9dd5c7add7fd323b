import type { RoomModel } from '../models/room.js';
import type { Quote } from '../models/rows.js';
import { plainText } from '../models/text.js';
import { useWidget } from './widget-context.js';

export interface QuoteProps {
  id: string;
  quote: Quote;
  /** The seq of what is quoted. */
  seq: number;
  room: RoomModel;
  /** Whether Tab stops here. */
  reachable: boolean;
}

/** Longer than any line, shorter than a message may be. */
const LINE = 160;

/** What a message answers, in one line; leads to it. */
export function QuoteLink({ id, quote, seq, room, reachable }: QuoteProps) {
  const { strings, say } = useWidget();
  const { quoteFar, quoteGone, quoted, deleted, you } = strings.list;
  if (quote === 'gone')
    return (
      <div class="quote" id={id}>
        <i>{quoteGone}</i>
      </div>
    );
  const message = quote === 'far' ? undefined : quote;
  const own = message?.by.id === room.state.peek().self.id;
  const name = own ? you : (message?.by.name ?? '');
  // Cut first, marks would be without their partners.
  const said = message?.text && plainText(message.text).slice(0, LINE);
  const text = said || deleted;
  return (
    <button
      type="button"
      class="quote"
      id={id}
      tabIndex={reachable ? 0 : -1}
      aria-label={message ? say(quoted, { name, text }) : quoteFar}
      onClick={() => void room.jump(seq)}
    >
      {message && <b dir="auto">{name}</b>}{' '}
      {said ? <span dir="auto">{text}</span> : <i>{message ? deleted : quoteFar}</i>}
    </button>
  );
}
