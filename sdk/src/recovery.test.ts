import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFakeBrowser } from './fake-browser.js';
import { settled } from './fake-clock.js';
import { refusal } from './fake-room.js';

/** What can happen to a room with one person under test and others. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant('say' as const) },
  { weight: 4, arbitrary: fc.constant('send' as const) },
  { weight: 2, arbitrary: fc.constant('burst' as const) },
  ...(['cut', 'freeze', 'mute', 'down', 'up', 'wait', 'limit', 'refresh', 'mangle'] as const).map(
    (one) => ({ weight: 1, arbitrary: fc.constant(one) }),
  ),
);

it('[W5] [W7] [W8] whatever happens to the link, the view is the log: in order, whole, each once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const browser = createFakeBrowser();
      const { service, clock } = browser;
      const there = service.createRoom();
      let room = await browser.join(there.code);
      let last = room.state.seq;
      let sent = 0;
      const watch = () => {
        last = room.state.seq;
        room.on('event', ({ seq }) => {
          expect(seq).toBe(last + 1);
          last = seq;
        });
      };
      watch();
      for (const one of steps) {
        if (one === 'say') there.say(`say ${there.head}`);
        if (one === 'send') room.send(`mine ${sent++}`);
        if (one === 'burst') for (let i = 0; i < 150; i++) there.say(`burst ${there.head}`);
        if (one === 'cut') service.cut();
        if (one === 'freeze') service.sockets[0]?.freeze();
        if (one === 'mute') there.isMute = !there.isMute;
        if (one === 'down' || one === 'up') service.isDown = one === 'down';
        if (one === 'wait') await clock.advance(1_500);
        if (one === 'limit') service.script('send', refusal('rate_limited', 500));
        if (one === 'mangle') service.push(there, '{"type":"event","event":{"kind":"message"}}');
        if (one === 'refresh' && !service.isDown && service.sockets.length > 0) {
          browser.close();
          const joining = browser.join(there.code);
          await clock.advance(1_000);
          room = await joining;
          watch();
        }
        await settled();
      }
      there.isMute = false;
      service.isDown = false;
      await clock.advance(150_000);

      const log = there.log.filter(({ kind }) => kind === 'message');
      const shown = room.state.messages;
      expect(room.state.seq).toBe(there.head);
      const seqs = log.slice(-shown.length).map(({ seq }) => seq);
      expect(shown.map((message) => 'seq' in message && message.seq)).toEqual(
        shown.length ? seqs : [],
      );
      const own = log.flatMap((event) =>
        event.kind === 'message' && event.by.id === 'm1' ? [event.text] : [],
      );
      expect(own).toEqual(Array.from({ length: sent }, (_, i) => `mine ${i}`));
      browser.close();
      expect(clock.waiting).toBe(0);
    }),
    { numRuns: 150 },
  );
}, 60_000);
