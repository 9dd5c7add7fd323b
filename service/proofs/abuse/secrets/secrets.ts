import { freshKey } from '../../../conformance/harness.js';
import { ask, json } from '../../../conformance/http.js';
import type { Case } from '../stage/group.js';
import type { Stage } from '../stage/stage.js';

/** Every place that is not for a secret, as it was after all of them had been used. */
const PLACES = [
  'the log',
  'errors',
  'others’ frames',
  'a history',
  'an export',
  'facts and figures',
] as const;
type Place = (typeof PLACES)[number];

export interface Trail {
  readonly secrets: ReadonlyMap<string, string>;
  readonly text: (place: Place) => string;
}

const KINDS = [
  'a room’s password',
  'the key of a room’s creation',
  'a host token',
  'a join key',
  'a seat token',
  'a key of a seat over HTTP',
  'a seat token over HTTP',
  'a wrong password',
  'a wrong host token',
  'a wrong seat token',
  'a wrong identity',
  'a wrong Bearer token',
  'a token in an address',
  'a password set later',
  'a renewed host token',
  'a key in broken JSON',
] as const;

export const SECRETS: readonly Case<Trail>[] = KINDS.flatMap((kind) =>
  PLACES.map(
    (place): Case<Trail> => [
      `[W4] ${kind} sought in ${place}: nowhere, and so`,
      'ok',
      async ({ secrets, text }) => {
        const secret = secrets.get(kind);
        if (secret === undefined) return 'there was none';
        return text(place).includes(secret) ? 'a leak' : 'ok';
      },
    ],
  ),
);

export async function makeTrail(stage: Stage): Promise<Trail> {
  const secrets = new Map<string, string>();
  const secret = (kind: (typeof KINDS)[number], value = `S3CRET${freshKey()}`): string => {
    secrets.set(kind, value);
    return value;
  };
  const { url } = stage;
  const password = secret('a room’s password');
  const created = await stage.room({ key: secret('the key of a room’s creation'), password });
  const room = created.facts.code;
  const hostToken = secret('a host token', created.hostToken);
  const [host, onlooker, mallory] = await Promise.all([1, 2, 3].map(() => stage.open()));
  if (!host || !onlooker || !mallory) throw new Error('three were opened');
  await onlooker.join(room, { name: 'Onlooker', password });
  const { seat } = await host.join(room, { name: 'Hana', key: secret('a join key'), password });
  secret('a seat token', seat);
  await host.join(room, { seat, hostToken });
  await host.post(room, 'hello', freshKey());
  const body = { name: 'Bot', key: secret('a key of a seat over HTTP'), password };
  const bot = await json<{ seat: string }>(url, `/v1/rooms/${room}/seats`, {
    body,
    ...stage.from(),
  });
  secret('a seat token over HTTP', bot.seat);

  const errors: unknown[] = [];
  const wrong = [
    { name: 'M', password: secret('a wrong password') },
    { name: 'M', hostToken: secret('a wrong host token') },
    { name: 'M', seat: secret('a wrong seat token') },
    { name: 'M', identity: secret('a wrong identity') },
  ];
  for (const fields of wrong) errors.push(await mallory.command({ type: 'join', room, ...fields }));
  mallory.send(`{"type":"join","key":"${secret('a key in broken JSON')}"`);
  await mallory.settled();
  errors.push(...mallory.frames);
  const path = `/v1/rooms/${room}`;
  const bearer = await ask(url, `${path}/events`, {
    seat: secret('a wrong Bearer token'),
    ...stage.from(),
  });
  const query = `?seat=${secret('a token in an address')}`;
  const addressed = await ask(url, `${path}/events${query}`, stage.from());
  errors.push(bearer.text, addressed.text);

  const order = { type: 'moderate', room, action: 'password' };
  await host.ok({ ...order, value: secret('a password set later') });
  const renewed = await host.command({ type: 'moderate', room, action: 'hosttoken' });
  if (typeof renewed.hostToken === 'string') secret('a renewed host token', renewed.hostToken);
  await onlooker.settled();
  const history = await onlooker.history(room, { limit: 200 });
  const heard = onlooker.frames.map((frame) => ({ ...frame, seat: undefined }));
  const exports = await Promise.all(
    ['json', 'txt'].map((format) =>
      ask(url, `${path}/export?format=${format}`, { seat, ...stage.from() }),
    ),
  );
  const facts = await Promise.all(
    [path, '/metrics', '/readyz', '/nothing'].map((one) => ask(url, one)),
  );
  const texts: Record<Place, () => string> = {
    'the log': () => stage.service.output,
    errors: () => JSON.stringify(errors),
    'others’ frames': () => JSON.stringify(heard),
    'a history': () => JSON.stringify(history),
    'an export': () => exports.map(({ text }) => text).join('\n'),
    'facts and figures': () => facts.map(({ text }) => text).join('\n'),
  };
  return { secrets, text: (place) => texts[place]() };
}
