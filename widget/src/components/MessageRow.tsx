import { Component } from 'preact';
import { STAR } from '../icons/room.js';
import { hueOf } from '../models/avatar.js';
import type { RoomModel } from '../models/room.js';
import type { Row } from '../models/rows.js';
import type { WidgetModel } from '../models/widget.js';
import { Avatar } from './Avatar.js';
import { Bubble } from './Bubble.js';
import { Divider } from './Divider.js';
import { Icon } from './Icon.js';
import { QuoteLink, RowTools } from './late-parts.js';
import { lazy } from './lazy.js';
import { UnsentNote } from './UnsentNote.js';

const ReactionChips = lazy(() => import('./ReactionChipsPart.js'));

export interface RowProps {
  row: Row;
  room: RoomModel;
  widget: WidgetModel;
  /** The one row of the list that Tab reaches; the stops inside it are reached with it. */
  reachable: boolean;
  /** Its tools are shown. */
  active: boolean;
  /** A quote has just led here. */
  lit: boolean;
}

const DECISIVE = ['row', 'reachable', 'active', 'lit'] as const;

let rows = 0;

/** One message. Drawn again only when its row changed: rows keep their identity else. */
export class MessageRow extends Component<RowProps> {
  readonly id = `m${++rows}`;

  override shouldComponentUpdate(next: RowProps): boolean {
    const drawn = this.props;
    return DECISIVE.some((name) => next[name] !== drawn[name]);
  }

  override render({ row, room, widget, reachable, active, lit }: RowProps) {
    const { message, own, first, last, day, unread, quote, seen, fresh } = row;
    const { by, at, status, replyTo = 0 } = message;
    const { strings, say, formats, page } = widget;
    const { id } = this;
    const gone = message.status === 'sent' && message.deleted;
    const edited = message.status === 'sent' && message.editedAt !== undefined && !gone;
    const names = { row: true, own, first, last, gone, fresh, lit };
    const time = formats.time(at);
    const label = [
      say(own ? strings.list.own : strings.list.by, { name: by.name, time }),
      !own && by.host && strings.people.host,
      edited && strings.list.edited,
      status === 'failed' && strings.list.notSent,
    ];
    const author = (
      <div class="author" dir="auto" style={{ '--hue': hueOf(by.id) }}>
        {by.name}
      </div>
    );
    const reacted = 'reactions' in message;
    return (
      <div class={classOf(names)} data-key={row.key}>
        {day && (
          <div class="day">
            <span>{formats.day(at, page.clock.now())}</span>
          </div>
        )}
        {unread && <Divider room={room} reachable={reachable} />}
        <article
          class="message"
          tabIndex={reachable ? 0 : -1}
          aria-label={label.filter(Boolean).join(', ')}
          aria-describedby={`${quote ? `${id}q ` : ''}${id}t${reacted ? ` ${id}r` : ''}`}
        >
          {last && !own && <Avatar {...by} />}
          <div class="stack">
            {first &&
              !own &&
              (by.host ? (
                <div class="byline">
                  {author}
                  <span class="rank">
                    <Icon path={STAR} size={12} />
                    {strings.people.host}
                  </span>
                </div>
              ) : (
                author
              ))}
            {quote && (
              <QuoteLink
                id={`${id}q`}
                quote={quote}
                seq={replyTo}
                room={room}
                reachable={reachable}
              />
            )}
            <Bubble
              id={`${id}t`}
              message={message}
              own={own}
              seen={seen}
              widget={widget}
              time={time}
              reachable={reachable}
            />
            {reacted && (
              <ReactionChips id={`${id}r`} message={message} room={room} reachable={reachable} />
            )}
            {status === 'failed' && (
              <UnsentNote message={message} room={room} reachable={reachable} />
            )}
          </div>
          {active && <RowTools row={row} room={room} />}
        </article>
      </div>
    );
  }
}

function classOf(names: Readonly<Record<string, unknown>>): string {
  return Object.keys(names)
    .filter((name) => names[name])
    .join(' ');
}
