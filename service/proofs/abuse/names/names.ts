import type { Case } from '../stage/group.js';
import type { Home } from '../stage/home.js';
import { httpOutcome, outcome } from '../stage/outcome.js';

/** Names that are no names, and names that pass for a host's. */

/** The name as it was stored, or the code of its refusal. */
const joined = (subject: string, due: string, name: string): Case<Home> => [
  `[W2] ${subject}`,
  due,
  async ({ stage, room }) => {
    const client = await stage.open();
    const reply = await client.command({ type: 'join', room, name });
    await client.drop();
    return reply.type === 'ok' ? (reply.self as { name: string }).name : String(reply.code);
  },
];

/** The host of the room is called Hana. */
const copied = (subject: string, due: string, name: string): Case<Home>[] => [
  [
    `[W19] ${subject} of the host’s name in a join`,
    due,
    async ({ stage, room }) => {
      const client = await stage.open();
      const code = await outcome(client, { type: 'join', room, name });
      if (code === 'ok') await client.ok({ type: 'leave', room });
      await client.drop();
      return code;
    },
  ],
  [
    `[W19] ${subject} of the host’s name in a rename`,
    due,
    async ({ stage, room }) => {
      const client = await stage.open();
      await client.join(room, { name: 'Copy' });
      const code = await outcome(client, { type: 'rename', room, name });
      await client.ok({ type: 'leave', room });
      await client.drop();
      return code;
    },
  ],
];

export const NAMES: readonly Case<Home>[] = [
  joined('a name with a line break', 'bad_request', 'An\na'),
  joined('a name with NUL', 'bad_request', 'An\u0000a'),
  joined('a name with an escape sequence', 'bad_request', '\u001b[31mAna'),
  joined('a name with a C1 control', 'bad_request', 'An\u009ba'),
  joined('a name of nothing but a bidi override', 'bad_request', '\u202e'),
  joined('a name of nothing but blanks', 'bad_request', ' \u00a0\u3000 '),
  joined('a name with a bidi override: the name without it, and so', 'gnimaN', '\u202egnimaN'),
  joined('a name with isolates: the name without them, and so', 'Isolde', '\u2066Isolde\u2069'),
  joined('a name with an Arabic letter mark: the name without it, and so', 'Marka', 'Mar\u061cka'),
  joined('a name taken apart: the composed one, and so', 'Ren\u00e9', 'Rene\u0301'),
  joined('a name of 41 letters', 'too_large', 'n'.repeat(41)),
  joined('a name of 41 emoji', 'too_large', '🦊'.repeat(41)),
  joined('a name of 40 emoji', '🦊'.repeat(40), '🦊'.repeat(40)),
  joined('a name that is long only by bidi marks', 'short', `${'\u200e'.repeat(60)}short`),
  joined(
    'a name of markup: as it is, and so',
    '<img src=x onerror=alert(1)>',
    '<img src=x onerror=alert(1)>',
  ),
  joined('__proto__ as name: as it is, and so', '__proto__', '__proto__'),
  ...copied('a copy', 'forbidden', 'Hana'),
  ...copied('a copy in lower case', 'forbidden', 'hana'),
  ...copied('a copy in upper case', 'forbidden', 'HANA'),
  ...copied('a copy with spaces', 'forbidden', 'H a n a'),
  ...copied('a copy with a zero-width space', 'forbidden', 'Ha\u200bna'),
  ...copied('a copy with a joiner', 'forbidden', 'Ha\u200dna'),
  ...copied('a copy with a soft hyphen', 'forbidden', 'Ha\u00adna'),
  ...copied('a copy with a word joiner', 'forbidden', 'Hana\u2060'),
  ...copied('a copy with a variation selector', 'forbidden', 'Hana\ufe0f'),
  ...copied('a copy with a bidi mark', 'forbidden', 'Ha\u200ena'),
  ...copied('a copy in full width', 'forbidden', 'Ｈａｎａ'),
  ...copied('a copy in bold letters', 'forbidden', '𝐇𝐚𝐧𝐚'),
  ...copied('a copy in circled letters', 'forbidden', 'Ⓗⓐⓝⓐ'),
  ...copied('a copy with a Hangul filler', 'forbidden', 'Hana\u3164'),
  ...copied('a copy with tag characters', 'forbidden', 'Hana\u{e0061}'),
  ...copied('a longer version', 'ok', 'Hanah'),
  [
    '[W19] a copy of the host’s name in a seat over HTTP',
    'forbidden',
    ({ stage, url, room }) =>
      httpOutcome(url, `/v1/rooms/${room}/seats`, { body: { name: 'HANA' }, ...stage.from() }),
  ],
  [
    '[W19] a copy of another guest’s name',
    'ok',
    async ({ stage, room }) => {
      const client = await stage.open();
      const code = await outcome(client, { type: 'join', room, name: 'Gil' });
      await client.drop();
      return code;
    },
  ],
  [
    '[W19] the host’s own name by the host again',
    'duplicate',
    ({ host, room }) => outcome(host, { type: 'rename', room, name: 'Hana' }),
  ],
  [
    '[W19] the host’s name in another room',
    'ok',
    async ({ stage, otherRoom }) => {
      const client = await stage.open();
      const code = await outcome(client, { type: 'join', room: otherRoom, name: 'Hana' });
      await client.drop();
      return code;
    },
  ],
  [
    '[W19] the host’s name by a second host with the host token',
    'ok',
    async ({ stage, room, hostToken }) => {
      const client = await stage.open();
      const code = await outcome(client, { type: 'join', room, name: 'Hana', hostToken });
      if (code === 'ok') await client.ok({ type: 'leave', room });
      await client.drop();
      return code;
    },
  ],
];
