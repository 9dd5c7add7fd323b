import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site that nobody has asked for: what it is asked for all the same. */
export interface EvilSite {
  readonly url: string;
  /** Paths, but for the bait's, which the page's own elements load. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function startEvilSite(): Promise<EvilSite> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const isBait = url.startsWith('/bait');
    if (!isBait) asked.push(url);
    const type = isBait ? 'text/html' : 'text/javascript';
    response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' });
    response.end(isBait ? '' : 'globalThis.isTaken = true; export const start = () => () => {};');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
