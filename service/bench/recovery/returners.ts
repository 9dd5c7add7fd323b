import { setTimeout as sleep } from 'node:timers/promises';
import { Member, type MemberListener } from '../clients/member.js';
import { addFaults, joinAll } from './crowd.js';
import { die, follow, readPlan, tell } from './orders.js';

/** Those who drop and come back, and one witness who stays, to hold what they recover against. */

interface Recovered {
  readonly seq: number;
  readonly json: string;
}

const plan = readPlan();
/** Seq → the event's JSON as the witness heard it. */
const witnessed = new Map<number, string>();
const EVENT = ',"event":';

const witness = new Member(plan.url, plan.room, {
  event(seq, bytes, start, end) {
    const from = bytes.indexOf(EVENT, start) + EVENT.length;
    witnessed.set(seq, bytes.toString('latin1', from, end - 1));
  },
  page() {},
});

/** Pages as they came. They are looked into afterwards: it is the service that is measured. */
const pages: Buffer[] = [];
const listener: MemberListener = {
  event() {},
  page(bytes, start, end) {
    pages.push(Buffer.from(bytes.subarray(start, end)));
  },
};

const members = Array.from(
  { length: plan.members },
  () => new Member(plan.url, plan.room, listener),
);

/** Holds every recovered event against the witness's, byte for byte. */
function compare(): { different: number; compared: number } {
  let different = 0;
  let compared = 0;
  for (const page of pages) {
    for (const { seq, json } of eventsOf(page)) {
      compared += 1;
      if (witnessed.get(seq) !== json) different += 1;
    }
  }
  return { different, compared };
}

function eventsOf(page: Buffer): Recovered[] {
  // The text between the brackets of `events`: an event's JSON as it came, not parsed and rewritten.
  const text = page.toString('latin1');
  const from = text.indexOf('"events":[') + '"events":['.length;
  const all = text.slice(from, text.lastIndexOf(']'));
  if (all === '') return [];
  return all
    .split(',{"seq":')
    .map((json, i) => (i === 0 ? json : `{"seq":${json}`))
    .map((json) => ({ seq: Number(/\d+/.exec(json)?.[0]), json }));
}

async function comeBack(spreadMs: number): Promise<number[]> {
  return Promise.all(
    members.map(async (member) => {
      await sleep(Math.random() * spreadMs);
      const start = performance.now();
      await member.recover();
      return performance.now() - start;
    }),
  );
}

follow(async (order) => {
  switch (order.order) {
    case 'drop':
      for (const member of members) member.drop();
      return { word: 'dropped' };
    case 'return':
      return { word: 'returned', took: await comeBack(order.spreadMs) };
    case 'report':
      return {
        word: 'report',
        latencies: {},
        faults: addFaults(members),
        at: Math.min(...members.map(({ at }) => at)),
        ...compare(),
      };
    case 'phase':
      return undefined;
    case 'talk':
    case 'hush':
      throw new Error('only those who stay talk');
  }
});

joinAll([witness, ...members], 'Returner').then(() => tell({ word: 'joined' }), die);
