import { request } from 'node:http';
import { WebSocket } from 'ws';
import { latencyOf } from './latency.js';

/**
 * People in a room of their own, in a process of their own, so that the load that a test makes
 * doesn't slow their clock. Twelve seats take turns, each within the service's default rate, and
 * one listens: a sample is the time from a send to its event at the listener.
 */
const SEATS = 12;
const EVERY = 40;

const [url = '', addresses = ''] = process.argv.slice(2);
const headersOf = (n: number) => ({ 'x-forwarded-for': `${addresses}.${n}` });

const times: number[] = [];
const pending = new Map<string, number>();
let lost = 0;

function createRoom(): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', ...headersOf(1) };
    const asked = request(`${url}/v1/rooms`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        const { facts } = JSON.parse(text) as { facts?: { code: string } };
        if (facts) resolve(facts.code);
        else reject(new Error(text));
      });
    });
    asked.on('error', reject).end('{}');
  });
}

function join(room: string, n: number, onFrame?: (frame: string) => void): Promise<WebSocket> {
  const options = { headers: headersOf(n), perMessageDeflate: false };
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1/socket`, ['roomlet.v1'], options);
  socket.on('error', () => {});
  socket.on('close', () => {
    lost += 1;
  });
  return new Promise((resolve, reject) => {
    socket.once('close', () => reject(new Error('the bystander was not let in')));
    socket.once('open', () => {
      socket.send(JSON.stringify({ type: 'join', id: 1, room, name: `Bystander ${n}` }));
    });
    socket.once('message', (body) => {
      if (onFrame) socket.on('message', (frame) => onFrame(String(frame)));
      if (String(body).startsWith('{"type":"ok"')) resolve(socket);
      else reject(new Error(String(body)));
    });
  });
}

function onFrame(frame: string): void {
  const key = /"key":"(b\d+)"/.exec(frame)?.[1];
  const sentAt = key === undefined ? undefined : pending.get(key);
  if (key === undefined || sentAt === undefined) return;
  pending.delete(key);
  times.push(performance.now() - sentAt);
}

const room = await createRoom();
await join(room, 2, onFrame);
const seats: WebSocket[] = [];
for (let n = 0; n < SEATS; n++) seats.push(await join(room, 3 + n));

let sent = 0;
setInterval(() => {
  const seat = seats[sent % SEATS];
  if (seat?.readyState !== WebSocket.OPEN) return;
  const key = `b${sent}`;
  sent += 1;
  pending.set(key, performance.now());
  seat.send(JSON.stringify({ type: 'send', id: sent + 1, room, key, text: 'still here' }));
}, EVERY);

process.on('message', () => {
  // A send that is still on its way has waited at least that long.
  const now = performance.now();
  const waiting = [...pending.values()].map((at) => now - at).filter((age) => age > EVERY);
  process.send?.({ ...latencyOf([...times, ...waiting]), lost });
  times.length = 0;
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
