import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFakeBrowser } from './fake-browser.js';
import { settled } from './fake-clock.js';
import { refusal } from './fake-room.js';
import type { FakeSocket } from './fake-socket.js';
import type { Room } from './room.js';

/** What can happen to a room with one person under test, in two tabs, and others. */
const WHAT = ['send', 'send', 'send', 'say', 'cut', 'freeze', 'refresh', 'down', 'up'] as const;
const step = fc.record({
  what: fc.constantFrom(...WHAT, 'wait', 'wait', 'limit', 'lose', 'long wait'),
  tab: fc.nat({ max: 1 }),
});

it.each([
  ['with locks', true],
  ['without', false],
])(
  '[W5] [W7] %s: whatever happens to two tabs, what they sent is in the log once, each tab’s in order',
  async (_how, hasLocks) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const browser = createFakeBrowser();
        const { service, clock, kept } = browser;
        const there = service.createRoom();
        const tabs: { room: Room; socket: FakeSocket | undefined; close(): void }[] = [];
        const open = async (tab: number) => {
          const { localStorage, ...window } = browser.openWindow();
          const bare = { localStorage, addEventListener: window.addEventListener };
          const page = browser.open({
            window: (hasLocks ? { localStorage, ...window } : bare) as never,
          });
          const joining = page.join(there.code, { name: 'Ana' });
          await clock.advance(1_500);
          const room = await joining;
          tabs[tab] = { room, socket: service.sockets.at(-1), close: () => page.close() };
        };
        await open(0);
        await open(1);
        const sent: string[][] = [[], []];
        for (const { what, tab } of steps) {
          const { room, socket, close } = tabs[tab] as (typeof tabs)[0];
          if (what === 'say') there.say(`say ${there.head}`);
          if (what === 'send') {
            const text = `${'ab'[tab]}${sent[tab]?.length}`;
            sent[tab]?.push(text);
            room.send(text);
          }
          if (what === 'cut') socket?.close(1006);
          if (what === 'freeze') socket?.freeze();
          if (what === 'down') service.cut();
          if (what === 'down' || what === 'up') service.isDown = what === 'down';
          if (what === 'wait') await clock.advance(1_500);
          if (what === 'long wait') await clock.advance(7_000);
          if (what === 'limit') service.script('send', refusal('rate_limited', 500));
          if (what === 'lose') service.script('send', 'silence');
          if (what === 'refresh' && !service.isDown) {
            close();
            await open(tab);
          }
          await settled();
        }
        service.isDown = false;
        // As often as answers may still be lost, which only a lost link makes happen.
        for (const _ of ['the last', ...steps.filter(({ what }) => what === 'lose')]) {
          service.cut();
          await clock.advance(60_000);
        }
        const log = there.log.flatMap((event) => (event.kind === 'message' ? [event] : []));
        const texts = log.flatMap(({ by, text = '' }) => (by.id === 'm1' ? [text] : []));
        for (const [i, own] of sent.entries()) {
          expect(texts.filter((text) => text.startsWith('ab'[i] ?? ''))).toEqual(own);
        }
        for (const { room } of tabs) {
          expect(room.state).toMatchObject({ seq: there.head, status: 'connected' });
          const shown = room.state.messages.map(({ text, status }) => `${text} ${status}`);
          const newest = log.slice(-shown.length).map(({ text }) => `${text} sent`);
          expect(shown).toEqual(shown.length > 0 ? newest : []);
        }
        expect([...kept.keys()]).toEqual([`roomlet http://fake.test ${there.code}`]);
        browser.close();
        expect(clock.waiting).toBe(0);
      }),
      { numRuns: 60 },
    );
  },
  60_000,
);
