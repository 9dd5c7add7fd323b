import { useRef } from 'preact/hooks';
import { NO_MENU } from '../models/menu.js';
import type { RoomModel } from '../models/room.js';
import { Announcements } from './Announcements.js';
import { ComposerBar } from './ComposerBar.js';
import { ConnectionBanner } from './ConnectionBanner.js';
import { EmptyRoom } from './EmptyRoom.js';
import { Header } from './Header.js';
import { RowMenu } from './late-parts.js';
import { EndedNotice, RoomSheet } from './late-room.js';
import { MessageList } from './MessageList.js';
import { useKeptFocus } from './use-kept-focus.js';
import { useSight } from './use-sight.js';

/** A room: header → list → composer, in the order the keyboard goes. */
export function RoomView({ room }: { room: RoomModel }) {
  const view = useRef<HTMLDivElement>(null);
  const sheet = room.sheet.value;
  const asks = room.menu.value.name !== 'none';
  const layers = sheet === 'end' ? 2 : sheet !== 'none' || asks ? 1 : 0;
  useKeptFocus(view, layers);
  useSight(view, room);
  const { messages, hasOlder, closed } = room.state.value;
  return (
    <div class="room" ref={view}>
      <div class="asked" inert={layers > 0}>
        <Header room={room} />
        <ConnectionBanner banner={room.banner} />
        {messages.length === 0 && !hasOlder ? (
          <EmptyRoom room={room} />
        ) : (
          <MessageList room={room} />
        )}
        {closed ? <EndedNotice code={closed.code} /> : <ComposerBar room={room} />}
      </div>
      {sheet !== 'none' && <RoomSheet room={room} sheet={sheet} onFail={() => room.show('none')} />}
      {asks && <RowMenu room={room} onFail={() => room.ask(NO_MENU)} />}
      <Announcements announcer={room.announcer} />
    </div>
  );
}
