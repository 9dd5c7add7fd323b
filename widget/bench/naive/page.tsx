import { createClient, type Room, type TimelineMessage } from '@roomlet/sdk';
import { render } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** The control: the same data and as many elements a row, but all messages, and one update for each. */

function Row({ message }: { message: TimelineMessage }) {
  const time = new Date(message.at).toLocaleTimeString();
  return (
    <div class="row">
      <article aria-label={`${message.by.name}, ${time}`}>
        <div class="author">{message.by.name}</div>
        <div class="bubble">
          <span class="text">{message.text}</span>
          <time>{time}</time>
        </div>
      </article>
    </div>
  );
}

function List({ room }: { room: Room }) {
  const [{ messages }, setState] = useState(room.state);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => room.subscribe(() => setState(room.state)), [room]);
  useLayoutEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [messages]);
  return (
    <>
      <div class="list" ref={list} style={{ height: '500px', overflow: 'auto' }}>
        {messages.map((message) => (
          <Row key={message.key} message={message} />
        ))}
      </div>
      <textarea aria-label="Message" />
    </>
  );
}

async function start(): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const client = createClient({ url: asked.get('service') ?? '', storage: null });
  const room = await client.join(asked.get('room') ?? '', { name: 'Reader' });
  while (await room.loadOlder(200));
  const place = document.querySelector('#app');
  if (place) render(<List room={room} />, place);
}

void start();
