import { Component } from 'preact';
import { hueOf } from '../models/avatar.js';
import type { RoomModel } from '../models/room.js';
import type { Row } from '../models/rows.js';
import type { WidgetModel } from '../models/widget.js';
import { Avatar } from './Avatar.js';
import { Bubble } from './Bubble.js';
import { lazy } from './lazy.js';
import { UnsentNote } from './UnsentNote.js';

const ReactionChips = lazy(() => import('./ReactionChipsPart.js'));

export interface RowProps {
  row: Row;
  room: RoomModel;
  widget: WidgetModel;
  /** The one row of the list that Tab reaches. */
  reachable: boolean;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** One message. Drawn again only when its row changed: rows keep their identity else. */
export class MessageRow extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    return next.row !== this.props.row || next.reachable !== this.props.reachable;
  }

  override render({ row, room, widget, reachable, onRetry, onDiscard }: RowProps) {
    const { message, own, first, last, day } = row;
    const { by, at, status } = message;
    const { strings, say, formats, page } = widget;
    const gone = 'deleted' in message && message.deleted;
    const names = ['row', own && 'own', first && 'first', last && 'last', gone && 'gone'];
    const time = formats.time(at);
    return (
      <div class={names.filter(Boolean).join(' ')} data-key={row.key}>
        {day && (
          <div class="day">
            <span>{formats.day(at, page.clock.now())}</span>
          </div>
        )}
        <article
          class="message"
          tabIndex={reachable ? 0 : -1}
          aria-label={say(own ? strings.list.own : strings.list.by, { name: by.name, time })}
        >
          {last && !own && <Avatar id={by.id} name={by.name} />}
          <div class="stack">
            {first && !own && (
              <div class="author" dir="auto" style={{ '--hue': hueOf(by.id) }}>
                {by.name}
              </div>
            )}
            <Bubble message={message} own={own} widget={widget} time={time} reachable={reachable} />
            {'reactions' in message && (
              <ReactionChips message={message} room={room} reachable={reachable} />
            )}
            {status === 'failed' && (
              <UnsentNote
                message={message}
                strings={strings}
                onRetry={onRetry}
                onDiscard={onDiscard}
              />
            )}
          </div>
        </article>
      </div>
    );
  }
}
