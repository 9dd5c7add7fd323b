import { setTimeout as elapse } from 'node:timers/promises';
import { enter, type LeanClient, makeRoom } from '../kit/client.js';
import { milliseconds } from '../kit/latency.js';
import { type Figure, type Measurement, withService } from './figure.js';

export interface FlushSize {
  readonly sockets: number;
  /** ms. */
  readonly during: number;
}

const EMOJI = ['👍', '🎉', '🦊', '🐙', '🍰'];

/** One seat on many connections floods the log of its room, with the service's own limits. */
export function measureFlush(cli: string, { sockets, during }: FlushSize): Promise<Measurement> {
  return withService(cli, {}, async ({ url, bystander, quiet }) => {
    const room = (await makeRoom(url, '10.2.0.1')).code;
    const first = await enter(url, '10.2.0.1');
    const joined = await first.command({ type: 'join', room, name: 'Ana' });
    const targets: number[] = [];
    for (const text of ['the first message', ...Array.from({ length: 8 }, () => 'another')]) {
      const said = await first.command({ type: 'send', room, key: `k${targets.length}`, text });
      targets.push(Number(said.seq));
    }
    const [target = 0] = targets;
    const crowd = [first];
    for (let n = 1; n < sockets; n++) {
      const client = await enter(url, `10.2.1.${n}`);
      await client.command({ type: 'join', room, seat: joined.seat });
      crowd.push(client);
    }
    await bystander.mark();
    const end = Date.now() + during;
    await Promise.all(
      crowd.map((client, n) =>
        flood(client, { room, target: targets[n % targets.length] ?? target, n, end }),
      ),
    );
    const seen = await bystander.mark();
    const reader = await enter(url, '10.2.2.1');
    const late = await reader.command({ type: 'join', room, name: 'Late' });
    const page = await reader.command({ type: 'history', room, after: target - 1, limit: 1 });
    const [event] = (page.events ?? []) as { seq: number; text?: string }[];
    const kept = event?.text === 'the first message';
    const events = Number(late.seq);
    return {
      said: [
        [
          `events of a seat on ${sockets} sockets in ${during / 1_000} s`,
          events.toLocaleString('en'),
        ],
        ['the first message', kept ? 'kept' : 'gone'],
        ['send elsewhere, p99 (quiet)', `${milliseconds(seen.p99)} (${milliseconds(quiet.p99)})`],
      ],
      values: { events, kept, p99: seen.p99, quiet: quiet.p99 },
    };
  });
}

interface Flood {
  readonly room: string;
  readonly target: number;
  readonly n: number;
  readonly end: number;
}

/** Commands that a connection has under way at once. */
const AT_ONCE = 10;

async function flood(client: LeanClient, { room, target, n, end }: Flood): Promise<void> {
  for (let round = 0; Date.now() < end && !client.closed; round++) {
    const frames = Array.from({ length: AT_ONCE }, (_, k) =>
      n % 10 === 9
        ? { type: 'rename', room, name: `Ana ${n} ${round} ${k}` }
        : { type: 'react', room, target, emoji: EMOJI[n % 5], on: k % 2 === 0 },
    );
    const replies = await client.atOnce(frames);
    // As fast as the service lets it, and no faster: refusals are not what is measured.
    const refused = replies.find(({ type }) => type !== 'ok');
    if (refused) await elapse(Math.min(refused.retryAfter ?? 100, 500));
  }
}

export const FLUSH: Figure = {
  name: 'flush',
  measure: (cli) => measureFlush(cli, { sockets: 60, during: 30_000 }),
};
