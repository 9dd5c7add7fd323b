import type { Case } from '../stage/group.js';
import { httpOutcome } from '../stage/outcome.js';
import type { Target } from './rush.js';

/** A foreign page makes its visitor's browser ask for wrong codes: 14 pictures, no Origin. */

const pictures = (
  subject: string,
  [due, then]: readonly [due: string, then: string],
  headers: Record<string, string>,
): Case<Target> => [
  `[W2] a right code after 14 wrong ones ${subject}, each ${due},`,
  then,
  async ({ stage, room }) => {
    const visitor = stage.from();
    const asked = { headers: { ...visitor.headers, ...headers } };
    for (let n = 0; n < 14; n++) {
      const code = await httpOutcome(stage.url, `/v1/rooms/bbb-bbb-${n + 222}`, asked);
      if (n === 0 && code !== due) return `${code}, not ${due}`;
    }
    return httpOutcome(stage.url, `/v1/rooms/${room}`, visitor);
  },
];

export const CROSS_SITE: readonly Case<Target>[] = [
  pictures('as pictures in a foreign page', ['forbidden', 'ok'], {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'no-cors',
    'sec-fetch-dest': 'image',
  }),
  pictures('as frames in a foreign page', ['forbidden', 'ok'], {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'iframe',
  }),
  pictures('of a foreign origin', ['forbidden', 'ok'], { origin: 'https://evil.example' }),
  pictures('of the origin null', ['forbidden', 'ok'], { origin: 'null' }),
  pictures('of a client that is no browser', ['not_found', 'rate_limited'], {}),
  pictures('of the service’s own page', ['not_found', 'rate_limited'], {
    'sec-fetch-site': 'same-origin',
  }),
  pictures('typed into the address line', ['not_found', 'rate_limited'], {
    'sec-fetch-site': 'none',
  }),
];
