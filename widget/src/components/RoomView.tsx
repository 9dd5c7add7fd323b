import { useRef, useState } from 'preact/hooks';
import type { RoomModel } from '../models/room.js';
import { Announcements } from './Announcements.js';
import { ComposerBar } from './ComposerBar.js';
import { ConnectionBanner } from './ConnectionBanner.js';
import { EmptyRoom } from './EmptyRoom.js';
import { EndedNotice } from './EndedNotice.js';
import { Header } from './Header.js';
import { LeavePrompt } from './LeavePrompt.js';
import { MessageList } from './MessageList.js';
import { useKeptFocus } from './use-kept-focus.js';

/** A room: header → list → composer, in the order the keyboard goes. */
export function RoomView({ room }: { room: RoomModel }) {
  const [leaving, setLeaving] = useState(false);
  const view = useRef<HTMLDivElement>(null);
  useKeptFocus(view, leaving);
  const { messages, hasOlder, closed } = room.state.value;
  return (
    <div class="room" ref={view}>
      <div class="asked" inert={leaving}>
        <Header room={room} onLeave={() => setLeaving(true)} />
        <ConnectionBanner banner={room.banner} />
        {messages.length === 0 && !hasOlder ? (
          <EmptyRoom room={room} />
        ) : (
          <MessageList room={room} />
        )}
        {closed ? <EndedNotice code={closed.code} /> : <ComposerBar room={room} />}
      </div>
      {leaving && <LeavePrompt onStay={() => setLeaving(false)} />}
      <Announcements announcer={room.announcer} />
    </div>
  );
}
