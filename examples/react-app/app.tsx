/** @jsxImportSource react */
import { type ChatHandle, RoomletChat } from '@roomlet/widget/react';
import { StrictMode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** The room service: `?service=` in the address, else where `npm start` puts it. */
const service = new URLSearchParams(location.search).get('service') ?? 'http://127.0.0.1:8080';

function App() {
  const chat = useRef<ChatHandle>(null);
  const [isDark, setDark] = useState(false);
  const [heard, setHeard] = useState(0);
  return (
    <main>
      <h1>Team board</h1>
      <p>Messages heard since the page opened: {heard}</p>
      <button type="button" onClick={() => setDark(!isDark)}>
        {isDark ? 'Light' : 'Dark'}
      </button>
      <button type="button" onClick={() => chat.current?.open()}>
        Ask us
      </button>
      <RoomletChat
        ref={chat}
        url={service}
        theme={isDark ? 'dark' : 'light'}
        onMessage={() => setHeard((count) => count + 1)}
      />
    </main>
  );
}

const place = document.querySelector('#app');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
