import { Agent, request } from 'node:http';
import { setTimeout as elapse } from 'node:timers/promises';
import { enter, fill, LeanClient, makeRoom } from '../kit/client.js';
import { latencyOf, milliseconds } from '../kit/latency.js';
import { FREE } from '../kit/service.js';
import { type Figure, type Measurement, withService } from './figure.js';

export interface JoinsSize {
  /** Page reads kept in flight. */
  readonly reads: number;
  readonly messages: number;
  /** ms. */
  readonly during: number;
}

/** One seat reads pages of long messages, as many at once as it likes, while strangers join. */
export function measureJoins(cli: string, size: JoinsSize): Promise<Measurement> {
  return withService(cli, { flags: FREE }, async ({ url, bystander, quiet }) => {
    const [heavy, elsewhere] = [await makeRoom(url, '10.3.0.1'), await makeRoom(url, '10.3.0.2')];
    const writer = await enter(url, '10.3.0.1');
    const { seat } = await writer.command({ type: 'join', room: heavy.code, name: 'Writer' });
    await fill(writer, heavy.code, { count: size.messages, text: '🦊'.repeat(3_900) });
    const other = await enter(url, '10.3.0.2');
    await other.command({ type: 'join', room: elsewhere.code, name: 'Other' });
    await fill(other, elsewhere.code, { count: 60, text: 'hello' });
    await bystander.mark();
    const end = Date.now() + size.during;
    const agent = new Agent({ keepAlive: true, maxSockets: size.reads });
    const reading = Array.from({ length: size.reads }, (_, n) =>
      read({
        agent,
        url,
        seat: String(seat),
        end,
        path: `/v1/rooms/${heavy.code}/events?limit=200&before=${20 + ((n * 7) % size.messages)}`,
      }),
    );
    const times: number[] = [];
    for (let n = 0; Date.now() < end; n++) {
      const start = performance.now();
      const stranger = await LeanClient.open(url, `10.3.${1 + (n >> 8)}.${n & 255}`);
      // A join that isn't over at the end has waited at least that long.
      await Promise.race([
        stranger?.command({ type: 'join', room: elsewhere.code, name: `Stranger ${n}` }),
        elapse(30_000),
      ]);
      times.push(performance.now() - start);
      stranger?.drop();
      await elapse(50);
    }
    const seen = await bystander.mark();
    agent.destroy();
    const pages = (await Promise.all(reading)).reduce((sum, one) => sum + one, 0);
    const joins = latencyOf(times);
    return {
      said: [
        [`join elsewhere beside ${size.reads} page reads in flight, p99`, milliseconds(joins.p99)],
        ['joins measured · pages read', `${joins.samples} · ${pages.toLocaleString('en')}`],
        ['send elsewhere, p99 (quiet)', `${milliseconds(seen.p99)} (${milliseconds(quiet.p99)})`],
      ],
      values: { join: joins.p99, p99: seen.p99, quiet: quiet.p99 },
    };
  });
}

interface Reading {
  readonly agent: Agent;
  readonly url: string;
  readonly path: string;
  readonly seat: string;
  readonly end: number;
}

/** Reads a page over and over. @returns how many were answered with a page. */
async function read({ agent, url, path, seat, end }: Reading): Promise<number> {
  let pages = 0;
  while (Date.now() < end) {
    const headers = { authorization: `Bearer ${seat}`, 'x-forwarded-for': '10.3.0.1' };
    const status = await new Promise<number>((resolve) => {
      const asked = request(`${url}${path}`, { agent, headers }, (response) => {
        response.on('error', () => resolve(0));
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      });
      asked.on('error', () => resolve(0)).end();
    });
    if (status === 200) pages += 1;
    else await elapse(20);
  }
  return pages;
}

export const JOINS: Figure = {
  name: 'joins',
  measure: (cli) => measureJoins(cli, { reads: 250, messages: 1_000, during: 10_000 }),
};
