/**
 * The proxy between the clients and the service, a process of its own, told what to do over IPC:
 * 'storm' begins to harm connections, 'calm' ends it and is answered with what was done.
 */
import { type AddressInfo, connect, createServer } from 'node:net';
import { createDice } from './dice.js';
import { Link } from './link.js';
import type { FaultCount } from './report.js';

const [port, seed] = process.argv.slice(2).map(Number);
if (port === undefined || seed === undefined) throw new Error('The port and the seed are missing.');

const dice = createDice(seed);
const links = new Set<Link>();
const count: FaultCount = {
  ...{ connections: 0, cuts: 0, resets: 0, halfOpens: 0, throttled: 0, delayed: 0 },
};
let isStormy = false;

const server = createServer({ allowHalfOpen: true }, (near) => {
  const far = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  const link = new Link(near, far, dice, count, () => isStormy);
  links.add(link);
  near.once('close', () => links.delete(link));
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});

process.on('message', (order) => {
  isStormy = order === 'storm';
  for (const link of links) {
    if (isStormy) link.trouble();
    else link.calm();
  }
  if (!isStormy) process.send?.(count);
});
process.once('disconnect', () => process.exit());
// Ctrl-C reaches all processes of a terminal; the run itself decides who ends when.
process.on('SIGINT', () => {});
