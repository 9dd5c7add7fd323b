/**
 * A bot that answers in a room: `!roll` rolls a die, `!help` says so.
 *
 *   node dist/node-bot/bot.js http://127.0.0.1:8080 k7w-q2m-x9d
 */
import { createClient } from '@roomlet/sdk';
import { WebSocket } from 'ws';

const [url = 'http://127.0.0.1:8080', code] = process.argv.slice(2);

// Node 20 has no WebSocket of its own, so the client is given one.
const client = createClient({ url, WebSocket, name: 'Dicebot' });
const room = await (code ? client.join(code) : client.createRoom({ title: 'Dice' }));
console.log(`Dicebot is in ${room.code}`);

room.on('message', ({ by, text, seq }) => {
  if (by.id === room.state.self.id) return;
  if (text === '!help') room.send('Say !roll and I roll a die.', { replyTo: seq });
  if (text === '!roll') room.send(`${by.name} rolled a ${1 + Math.floor(Math.random() * 6)}.`);
});

process.once('SIGTERM', () => client.close());
