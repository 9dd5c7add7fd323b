import { ask } from '../../../conformance/http.js';
import type { Case } from '../stage/group.js';
import type { Stage } from '../stage/stage.js';

/** What every answer says of itself, and what none does. */

const PATHS = ['/', '/widget.js', '/healthz', '/readyz', '/v1/rooms/hello', '/nothing'];

const every = (
  subject: string,
  holds: (headers: Record<string, unknown>, path: string) => boolean,
): Case<Stage> => [
  subject,
  'ok',
  async (stage) => {
    for (const path of PATHS) {
      const { headers } = await ask(stage.url, path, stage.from());
      if (!holds(headers, path)) return path;
    }
    return 'ok';
  },
];

export const MARKS: readonly Case<Stage>[] = [
  every('each answer without the mark of its library', (headers) => !('uwebsockets' in headers)),
  every(
    'each answer without the name of its software',
    (headers) => !('server' in headers) && !('x-powered-by' in headers),
  ),
  every('each answer with nosniff', (headers) => headers['x-content-type-options'] === 'nosniff'),
  every(
    'each page that no other page may frame',
    (headers) =>
      !String(headers['content-type']).startsWith('text/html') ||
      String(headers['content-security-policy']).includes("frame-ancestors 'none'"),
  ),
  every('each answer without a cookie', (headers) => !('set-cookie' in headers)),
  every(
    'each answer of the interface that no cache may keep',
    (headers, path) => !path.startsWith('/v1') || headers['cache-control'] === 'no-store',
  ),
];
