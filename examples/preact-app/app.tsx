import { render } from 'preact';
import { Chat } from './chat.js';

/** The room service: `?service=` in the address, else where `npm start` puts it. */
const service = new URLSearchParams(location.search).get('service') ?? 'http://127.0.0.1:8080';

function App() {
  return (
    <main>
      <h1>Team board</h1>
      <Chat url={service} />
    </main>
  );
}

const place = document.querySelector('#app');
if (place) render(<App />, place);
