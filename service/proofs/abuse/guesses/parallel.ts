import type { Case } from '../stage/group.js';
import { outcome } from '../stage/outcome.js';
import { attempt, RUSHES, type Rush, rush, type Target } from './rush.js';

/** By default ten a minute; what the bucket gets back meanwhile is one more. */
const MOST = 11;

/** As many as the audit made at once; passwords are dear to look at, and bodies are few at once. */
const countOf = ({ what }: Rush) => (/^passwords|over HTTP$/.test(what) ? 30 : 117);

const behind = (kind: Rush): Case<Target> => [
  `[W2] the right one right behind ${countOf(kind)} wrong ${kind.what} at once`,
  'rate_limited',
  async (at) => {
    const outcomes = await rush(kind, at, [at.stage.address(), countOf(kind)]);
    const looked = outcomes.wrong.filter((one) => one === kind.wrong).length;
    if (looked > MOST) return `${looked} wrong ones looked at`;
    if (outcomes.wrong.includes('ok')) return 'a wrong one taken for right';
    return [...new Set(outcomes.right)].join(' and ');
  },
];

const after = (kind: Rush): Case<Target> => [
  `[W2] the right one after as many wrong ${kind.what} as are looked at`,
  'rate_limited',
  async (at) => {
    const address = at.stage.address();
    for (let n = 0; n < 40; n++) {
      const code = await attempt(at.stage, address, kind.guess(at, n));
      if (code === 'rate_limited') return attempt(at.stage, address, kind.right(at));
    }
    return 'forty wrong ones looked at';
  },
];

const elsewhere = (kind: Rush): Case<Target> => [
  `[W2] the right one from another address after 14 wrong ${kind.what}`,
  'ok',
  async (at) => {
    await rush(kind, at, [at.stage.address(), 14]);
    return attempt(at.stage, at.stage.address(), kind.right(at));
  },
];

const live = (kind: Rush): Case<Target> => [
  `[W2] a live seat token from an address after 14 wrong ${kind.what}`,
  'ok',
  async (at) => {
    const address = at.stage.address();
    await rush(kind, at, [address, 14]);
    const client = await at.stage.open(address);
    const code = await outcome(client, { type: 'join', room: at.room, seat: at.seat });
    await client.drop();
    return code;
  },
];

export const PARALLEL: readonly Case<Target>[] = RUSHES.flatMap((kind) =>
  // Each look at a password takes a while, as it should.
  kind.what.startsWith('passwords')
    ? [behind(kind), ...(kind.what === 'passwords' ? [after(kind)] : [])]
    : [behind(kind), after(kind), elsewhere(kind), live(kind)],
);
