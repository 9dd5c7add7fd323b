import { enter, makeRoom } from '../kit/client.js';
import { milliseconds } from '../kit/latency.js';
import { type Figure, type Measurement, withService } from './figure.js';

export interface PasswordsSize {
  readonly inFlight: number;
}

const PASSWORD = 'correct horse';
const TO_A_CONNECTION = 30;

/** Right passwords without a name, in a room of one's own, while another room is joined by one. */
export function measurePasswords(cli: string, { inFlight }: PasswordsSize): Promise<Measurement> {
  return withService(cli, {}, async ({ url, bystander, quiet }) => {
    const own = (await makeRoom(url, '10.5.0.1', { password: PASSWORD })).code;
    const other = (await makeRoom(url, '10.5.0.2', { password: PASSWORD })).code;
    const crowd = await Promise.all(
      Array.from({ length: Math.ceil(inFlight / TO_A_CONNECTION) }, () => enter(url, '10.5.0.1')),
    );
    const stranger = await enter(url, '10.5.0.2');
    await bystander.mark();
    const replies = crowd.map((client) =>
      client.atOnce(
        Array.from({ length: TO_A_CONNECTION }, () => ({
          type: 'join',
          room: own,
          password: PASSWORD,
        })),
      ),
    );
    const start = performance.now();
    const reply = await stranger.command({
      type: 'join',
      room: other,
      name: 'S',
      password: PASSWORD,
    });
    const waited = performance.now() - start;
    const codes = (await Promise.all(replies)).flat();
    const seen = await bystander.mark();
    const checked = codes.filter((one) => one.code === 'bad_request').length;
    for (const client of [...crowd, stranger]) client.drop();
    return {
      said: [
        [
          `join by password elsewhere beside ${inFlight} in flight`,
          reply.type === 'ok' ? milliseconds(waited) : String(reply.code),
        ],
        ['answered bad_request · refused', `${checked} · ${codes.length - checked}`],
        ['send elsewhere, p99 (quiet)', `${milliseconds(seen.p99)} (${milliseconds(quiet.p99)})`],
      ],
      values: { waited, joined: reply.type === 'ok', p99: seen.p99, quiet: quiet.p99 },
    };
  });
}

export const PASSWORDS: Figure = {
  name: 'password queue',
  measure: (cli) => measurePasswords(cli, { inFlight: 300 }),
};
