import { Histogram, nowMicros } from '../clients/histogram.js';
import { Member, type MemberListener, readNumber } from '../clients/member.js';
import { addFaults, joinAll } from './crowd.js';
import { die, follow, type Phase, readPlan, tell } from './orders.js';

/** Those who stay: they read, some of them send, and all note how long each event took to them. */

const TEXT = Buffer.from('"text":"');

const plan = readPlan();
const latencies = new Map<Phase, Histogram>();
let histogram = phase('before');
let sent = 0;
let talking: NodeJS.Timeout | undefined;

const listener: MemberListener = {
  event(_seq, bytes, start, end) {
    const at = bytes.indexOf(TEXT, start);
    // Each text is the time it was sent at.
    if (at !== -1 && at < end) histogram.add(nowMicros() - readNumber(bytes, at + TEXT.length));
  },
  page() {},
};

const members = Array.from(
  { length: plan.members },
  () => new Member(plan.url, plan.room, listener),
);

function phase(name: Phase): Histogram {
  const known = latencies.get(name) ?? new Histogram();
  latencies.set(name, known);
  return known;
}

/** Sends at an even pace, whatever the service does, the talkers in turn. */
function talk(perSecond: number): void {
  const start = performance.now() - (sent * 1_000) / perSecond;
  talking = setInterval(() => {
    const due = ((performance.now() - start) * perSecond) / 1_000;
    for (; sent < due; sent++) members[sent % plan.talkers]?.say(String(nowMicros()));
  }, 1);
}

follow(async (order) => {
  switch (order.order) {
    case 'talk':
      talk(order.perSecond);
      return undefined;
    case 'hush':
      clearInterval(talking);
      return { word: 'hushed', sent };
    case 'phase':
      histogram = phase(order.phase);
      return undefined;
    case 'report':
      return {
        word: 'report',
        latencies: Object.fromEntries(
          [...latencies].map(([name, counted]) => [name, counted.toJSON()]),
        ),
        faults: addFaults(members),
        at: Math.min(...members.map(({ at }) => at)),
        different: 0,
        compared: 0,
      };
    case 'drop':
    case 'return':
      throw new Error('those who stay stay');
  }
});

joinAll(members, 'Stayer').then(() => tell({ word: 'joined' }), die);
