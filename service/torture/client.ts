/** One client: the real SDK in a process of its own, saying what it does and sees over IPC. */
import { createClient, type Room } from '@roomlet/sdk';
import { WebSocket } from 'ws';
import { createDice } from './dice.js';
import { FolderStorage } from './folder-storage.js';
import { createHastyClock } from './hasty-clock.js';
import { Pastime } from './pastime.js';
import type { ClientPlan, Order, Report } from './report.js';
import { Witness } from './witness.js';

const plan = JSON.parse(process.argv[2] ?? '') as ClientPlan;
const dice = createDice(plan.seed);
const report = (one: Report): void => {
  process.send?.(one);
};

const client = createClient({
  url: plan.url,
  name: plan.tab,
  WebSocket,
  storage: new FolderStorage(plan.folder),
  clock: createHastyClock(plan.anchor),
  random: dice.next,
});

async function enter(code: string): Promise<[Room, Witness, Pastime]> {
  const room = await client.join(code);
  const witness = new Witness(room, report);
  return [room, witness, new Pastime(room, plan, dice, witness, report)];
}

const entered = plan.rooms.map(enter);
for (const [index, entry] of entered.entries()) {
  entry.catch((error: Error) => {
    report({ type: 'broken', room: plan.rooms[index] ?? '', what: `join: ${error.message}` });
  });
}

process.on('message', (order: Order) => {
  for (const entry of entered) {
    void entry.then(async ([, witness, pastime]) => {
      if (order === 'calm') pastime.stop();
      else await witness.show();
    });
  }
});
process.once('disconnect', () => process.exit());
process.on('SIGINT', () => {});
