import { enter, makeRoom } from '../kit/client.js';
import { milliseconds } from '../kit/latency.js';
import { type Figure, type Measurement, withService } from './figure.js';

export interface GuessesSize {
  readonly wrong: number;
  readonly trials: number;
}

const ALPHABET = '2346789bcdfghjkmnpqrtvwx';
const TO_A_CONNECTION = 39;

/** Wrong codes at once and the right one behind them, each trial from another address. */
export function measureGuesses(cli: string, { wrong, trials }: GuessesSize): Promise<Measurement> {
  return withService(cli, {}, async ({ url, bystander, quiet }) => {
    const room = (await makeRoom(url, '10.4.0.1')).code;
    await bystander.mark();
    let recognised = 0;
    let most = 0;
    for (let trial = 0; trial < trials; trial++) {
      const address = `10.4.1.${trial}`;
      const count = Math.ceil(wrong / TO_A_CONNECTION);
      const clients = await Promise.all(Array.from({ length: count }, () => enter(url, address)));
      const replies = await Promise.all(
        clients.map((client, n) => {
          const frames = Array.from({ length: TO_A_CONNECTION }, (_, k) => join(code(n * 39 + k)));
          return client.atOnce(n === count - 1 ? [...frames, join(room)] : frames);
        }),
      );
      const right = replies.at(-1)?.pop();
      if (right?.type === 'ok') recognised += 1;
      const looked = replies.flat().filter((one) => one.code === 'not_found').length;
      // The right one was looked at where it was recognised, and so were all before it.
      most = Math.max(most, right?.type === 'ok' ? wrong : looked);
      for (const client of clients) client.drop();
    }
    const seen = await bystander.mark();
    return {
      said: [
        [`of ${wrong} wrong codes at once looked at`, String(most)],
        ['the right one behind them recognised', `${recognised} of ${trials}`],
        ['send elsewhere, p99 (quiet)', `${milliseconds(seen.p99)} (${milliseconds(quiet.p99)})`],
      ],
      values: { looked: most, recognised, p99: seen.p99, quiet: quiet.p99 },
    };
  });
}

const join = (room: string) => ({ type: 'join', room, name: 'M' });

function code(n: number): string {
  const digits = [0, 1, 2].map((place) => ALPHABET[Math.floor(n / 24 ** place) % 24]).join('');
  return `bbb-bbb-${digits}`;
}

export const GUESSES: Figure = {
  name: 'guesses',
  measure: (cli) => measureGuesses(cli, { wrong: 117, trials: 8 }),
};
