import { enter, type LeanClient, makeRoom } from '../kit/client.js';
import { latencyOf, milliseconds } from '../kit/latency.js';
import { FREE } from '../kit/service.js';
import { type Figure, type Measurement, withService } from './figure.js';

export interface EditsSize {
  /** As many edits as the service lets through, and no more than these. */
  readonly edits: number;
}

const REACTIONS = 4;
const OTHERS = 70;

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
    const others = await messages(author, room);
    await bystander.mark();
    const times: number[] = [];
    let cpu = 0;
    for (let n = 0; n < REACTIONS; n++) {
      // A service remembers the messages that were asked for last: so many others are asked for.
      await reader.atOnce(others.map((other) => react(room, other, n)));
      const [before, start] = [service.cpu(), performance.now()];
      await reader.command(react(room, target, n));
      times.push(performance.now() - start);
      cpu += service.cpu() - before;
    }
    const each = cpu / REACTIONS;
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

const react = (room: string, target: number, n: number) => ({
  type: 'react',
  room,
  target,
  emoji: '👍',
  on: n % 2 === 0,
});

async function messages(author: LeanClient, room: string): Promise<number[]> {
  const frames = Array.from({ length: OTHERS }, (_, n) => ({
    type: 'send',
    room,
    key: `other-${n}`,
    text: 'another message',
  }));
  return (await author.atOnce(frames)).map(({ seq }) => Number(seq));
}

export const EDITS: Figure = {
  name: 'edits',
  measure: (cli) => measureEdits(cli, { edits: 5_000 }),
};
