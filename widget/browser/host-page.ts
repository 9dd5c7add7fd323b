import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostPage {
  readonly url: string;
  close(): void;
}

/** A page on an origin of its own that carries the widget by its script tag. */
export async function serveHostPage(
  service: string,
  { attributes = '', body = '' } = {},
): Promise<HostPage> {
  const html = `<!doctype html><html lang="en"><title>Host</title><body>${body}
    <script src="${service}/widget.js" ${attributes}></script></body></html>`;
  const server: Server = createServer((request, response) => {
    const found = request.url?.startsWith('/favicon') ? 204 : 200;
    response.writeHead(found, { 'content-type': 'text/html; charset=utf-8' });
    response.end(found === 200 ? html : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
