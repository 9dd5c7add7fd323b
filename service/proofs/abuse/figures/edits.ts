import { enter, makeRoom } from '../kit/client.js';
import { latencyOf, milliseconds } from '../kit/latency.js';
import { FREE } from '../kit/service.js';
import { type Figure, type Measurement, withService } from './figure.js';

export interface EditsSize {
  /** As many edits as the service lets through, and no more than these. */
  readonly edits: number;
}

const REACTIONS = 10;

/** A message that was edited over and over: what a reaction to it costs, and its deletion. */
export function measureEdits(cli: string, { edits }: EditsSize): Promise<Measurement> {
  return withService(cli, { flags: FREE }, async ({ service, url, bystander, quiet }) => {
    const room = (await makeRoom(url, '10.8.0.1')).code;
    const author = await enter(url, '10.8.0.1');
    await author.command({ type: 'join', room, name: 'Author' });
    const sent = await author.command({
      type: 'send',
      room,
      key: 'edited',
      text: 'x'.repeat(4_000),
    });
    const target = Number(sent.seq);
    let made = 0;
    for (let n = 0; n < edits; n += 50) {
      const replies = await Promise.all(
        Array.from({ length: 50 }, (_, k) =>
          author.command({ type: 'edit', room, target, text: `${n + k}${'x'.repeat(3_900)}` }),
        ),
      );
      made += replies.filter(({ type }) => type === 'ok').length;
      if (replies.some(({ type }) => type !== 'ok')) break;
    }
    const reader = await enter(url, '10.8.0.2');
    await reader.command({ type: 'join', room, name: 'Reader' });
    await bystander.mark();
    const cpu = service.cpu();
    const times: number[] = [];
    for (let n = 0; n < REACTIONS; n++) {
      const start = performance.now();
      await reader.command({ type: 'react', room, target, emoji: '👍', on: n % 2 === 0 });
      times.push(performance.now() - start);
    }
    const each = (service.cpu() - cpu) / REACTIONS;
    const reacting = await bystander.mark();
    await author.command({ type: 'delete', room, target });
    const deleting = await bystander.mark();
    const stall = Math.max(deleting.max, 0);
    const reactions = latencyOf(times);
    return {
      said: [
        [`of ${edits.toLocaleString('en')} edits of a message made`, made.toLocaleString('en')],
        ['a reaction to it: CPU · time', `${milliseconds(each)} · ${milliseconds(reactions.p50)}`],
        ['longest stall elsewhere by its deletion', milliseconds(stall)],
        [
          'send elsewhere, p99 (quiet)',
          `${milliseconds(reacting.p99)} (${milliseconds(quiet.p99)})`,
        ],
      ],
      values: { made, cpu: each, react: reactions.p50, stall, p99: reacting.p99, quiet: quiet.p99 },
    };
  });
}

export const EDITS: Figure = {
  name: 'edits',
  measure: (cli) => measureEdits(cli, { edits: 5_000 }),
};
