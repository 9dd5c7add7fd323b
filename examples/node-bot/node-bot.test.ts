import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient, type Room } from '@roomlet/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Service, startService } from '../../service/conformance/harness.js';

const BOT = fileURLToPath(new URL('../dist/node-bot/bot.js', import.meta.url));

let service: Service;
let bot: ChildProcess | undefined;

beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  bot?.kill('SIGKILL');
  await service.remove();
});

const connect = () => createClient({ url: service.url, WebSocket });

/** Resolves with the first message of the room, kept or to come, that fits. */
async function message(room: Room, fits: (text: string) => boolean): Promise<string> {
  for (;;) {
    const found = room.state.messages.find(({ text }) => text !== undefined && fits(text));
    if (found?.text) return found.text;
    await new Promise<void>((resolve) => {
      const off = room.subscribe(() => {
        off();
        resolve();
      });
    });
  }
}

it('the bot joins by code, and answers', async () => {
  const ana = connect();
  const room = await ana.createRoom({ name: 'Ana', title: 'Games' });
  bot = spawn(process.execPath, [BOT, service.url, room.code.toUpperCase()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!bot.stdout) throw new Error('the bot has no output');
  const [line] = await once(createInterface(bot.stdout), 'line');
  expect(line).toBe(`Dicebot is in ${room.code}`);

  await room.send('!roll');
  expect(await message(room, (text) => text.startsWith('Ana rolled'))).toMatch(/a [1-6]\.$/);
  const asked = await room.send('!help');
  await message(room, (text) => text.startsWith('Say !roll'));
  expect(room.state.messages.at(-1)).toMatchObject({ by: { name: 'Dicebot' }, replyTo: asked.seq });
  ana.close();
});

it('[W5] [W7] two clients of the SDK talk, over a kill -9 of the service', async () => {
  const [ana, bo] = [connect(), connect()];
  const one = await ana.createRoom({ name: 'Ana' });
  const two = await bo.join(one.code, { name: 'Bo' });
  for (let i = 0; i < 20; i++) {
    void one.send(`ana ${i}`);
    void two.send(`bo ${i}`);
  }
  const all = (room: Room) => room.state.messages.map(({ text }) => text);
  const kept = (room: Room) => room.state.messages.filter(({ status }) => status === 'sent').length;
  await expect.poll(() => [kept(one), kept(two)], { timeout: 40_000 }).toEqual([40, 40]);
  expect(all(two)).toEqual(all(one));

  await service.kill('SIGKILL');
  const late = one.send('typed while it was down');
  expect(one.state.messages.at(-1)).toMatchObject({ status: 'pending' });
  await service.start();
  await late;
  await expect.poll(() => all(two).at(-1), { timeout: 40_000 }).toBe('typed while it was down');
  expect(all(two)).toEqual(all(one));
  expect(all(one)).toHaveLength(41);
  expect(one.state.members.map(({ name }) => name)).toEqual(['Ana', 'Bo']);
  ana.close();
  bo.close();
});
