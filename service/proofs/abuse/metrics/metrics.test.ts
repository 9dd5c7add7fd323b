import { ask } from '../../../conformance/http.js';
import { exchange, statusOf } from '../stage/exchange.js';
import { type Case, group } from '../stage/group.js';
import type { Stage } from '../stage/stage.js';

/** The figures are for the machine that the service runs on, unless its operator says otherwise. */

const asked = (
  subject: string,
  due: string,
  headers: Record<string, string>,
  path = '/metrics',
): Case<Stage> => [
  `figures asked for ${subject}`,
  due,
  async ({ url }) => String((await ask(url, path, { headers })).status),
];

group({
  title: 'figures',
  setUp: async (stage) => stage,
  cases: [
    asked('from the machine itself', '200', {}),
    asked('through a proxy, by a stranger', '404', { 'x-forwarded-for': '198.51.100.1' }),
    asked('through a proxy, by a forged 127.0.0.1', '404', { 'x-forwarded-for': '127.0.0.1' }),
    asked('through a proxy, by a forged ::1', '404', { 'x-forwarded-for': '::1' }),
    asked('through two proxies', '404', { 'x-forwarded-for': '127.0.0.1, 198.51.100.1' }),
    asked('by the standard’s header of a proxy', '404', { forwarded: 'for=198.51.100.1' }),
    asked(
      'through a proxy, under a path with a query',
      '404',
      { 'x-forwarded-for': '198.51.100.1' },
      '/metrics?x=1',
    ),
    asked('through a proxy, in capitals', '404', { 'x-forwarded-for': '198.51.100.1' }, '/METRICS'),
    asked(
      'through a proxy, with a slash more',
      '404',
      { 'x-forwarded-for': '198.51.100.1' },
      '/metrics/',
    ),
    asked(
      'through a proxy, with a slash before',
      '404',
      { 'x-forwarded-for': '198.51.100.1' },
      '//metrics',
    ),
    asked('through a proxy, encoded', '404', { 'x-forwarded-for': '198.51.100.1' }, '/%6detrics'),
    [
      'figures asked for through a proxy, with the header twice',
      '404',
      async ({ url }) =>
        statusOf(
          await exchange(
            url,
            'GET /metrics HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-For: 198.51.100.1\r\n\r\n',
          ),
        ),
    ],
    [
      'figures asked for by HEAD through a proxy',
      '404',
      async ({ url }) => {
        const headers = { 'x-forwarded-for': '198.51.100.1' };
        return String((await ask(url, '/metrics', { method: 'HEAD', headers })).status);
      },
    ],
    [
      'figures asked for 200 times: none with a room’s code, and so',
      'ok',
      async (stage) => {
        const { code } = (await stage.room()).facts;
        const client = await stage.open();
        await client.join(code, { name: 'Ana' });
        const all = await Promise.all(
          Array.from({ length: 200 }, () => ask(stage.url, '/metrics')),
        );
        await client.drop();
        return all.some(({ text }) => text.includes(code)) ? 'a code' : 'ok';
      },
    ],
  ],
});
