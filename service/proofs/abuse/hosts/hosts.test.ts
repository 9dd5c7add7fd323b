import { Refusal } from '../../../conformance/bare-client.js';
import { ask } from '../../../conformance/http.js';
import { type Case, group } from '../stage/group.js';
import type { Stage } from '../stage/stage.js';

/** DNS rebinding: a foreign page whose name was pointed at this service says it is its own. */
const PUBLIC = 'chat.example';

const asked = (
  subject: string,
  due: string,
  [path, headers, method = 'GET']: readonly [string, Record<string, string>, string?],
): Case<Stage> => [
  `[W16] ${subject}`,
  due,
  async (stage) => {
    const all = { ...stage.from().headers, ...headers };
    const { status } = await ask(stage.url, path, {
      headers: all,
      method,
      ...(method === 'POST' && { body: {} }),
    });
    return String(status);
  },
];

const socket = (subject: string, due: string, headers: Record<string, string>): Case<Stage> => [
  `[W16] ${subject}`,
  due,
  async (stage) => {
    try {
      const all = { ...stage.from().headers, ...headers };
      const client = await stage.service.open({ headers: all });
      await client.drop();
      return '101';
    } catch (error) {
      if (error instanceof Refusal) return String(error.status);
      throw error;
    }
  },
];

const rebound = { host: 'evil.example', origin: 'http://evil.example' };
const own = { host: PUBLIC, origin: `https://${PUBLIC}` };

group({
  title: 'hosts of the service',
  flags: ['--public-url', `https://${PUBLIC}`],
  setUp: async (stage) => stage,
  cases: [
    asked('facts under a foreign host', '421', ['/v1/rooms/bbb-bbb-bbb', rebound]),
    asked('a room made under a foreign host', '421', ['/v1/rooms', rebound, 'POST']),
    asked('facts under a foreign host without Origin', '421', [
      '/v1/rooms/bbb-bbb-bbb',
      { host: 'evil.example' },
    ]),
    asked('a preflight under a foreign host', '421', ['/v1/rooms', rebound, 'OPTIONS']),
    asked('the demo page under a foreign host', '421', ['/', rebound]),
    asked('facts under a host that begins like the own', '421', [
      '/v1/rooms/bbb-bbb-bbb',
      { host: `${PUBLIC}.evil.example` },
    ]),
    asked('facts under a host that ends like the own', '421', [
      '/v1/rooms/bbb-bbb-bbb',
      { host: `evil-${PUBLIC}` },
    ]),
    asked('facts under a host with a user name', '421', [
      '/v1/rooms/bbb-bbb-bbb',
      { host: `${PUBLIC}@evil.example` },
    ]),
    asked('a room made under the own host', '201', ['/v1/rooms', own, 'POST']),
    asked('facts under the own host', '404', ['/v1/rooms/bbb-bbb-bbb', own]),
    asked('facts under the own host in capitals', '404', [
      '/v1/rooms/bbb-bbb-bbb',
      { host: PUBLIC.toUpperCase() },
    ]),
    asked('facts under the own host by a foreign page', '403', [
      '/v1/rooms/bbb-bbb-bbb',
      { host: PUBLIC, origin: 'https://evil.example' },
    ]),
    asked('a probe by address', '200', ['/healthz', {}]),
    socket('a socket under a foreign host', '421', rebound),
    socket('a socket under a foreign host without Origin', '421', { host: 'evil.example' }),
    socket('a socket under the own host', '101', own),
  ],
});
