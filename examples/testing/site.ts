import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export interface SiteOptions {
  /** Absolute path of a folder to serve; `/` is its index.html. */
  folder?: string;
  /** Pages given here, by path, win over the folder's. */
  pages?: Readonly<Record<string, string>>;
  /** Put into every text file: what is written there → what is served. */
  replace?: Readonly<Record<string, string>>;
  /** Headers of every answer, such as a Content-Security-Policy. */
  headers?: Readonly<Record<string, string>>;
}

/** Somebody's website: another origin than the service's, with nothing but files. */
export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves on a free port of 127.0.0.1. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch(() => {
      response.writeHead(404).end('Not found');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { folder, pages = {}, replace = {}, headers = {} }: SiteOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://site').pathname));
  const path = asked.endsWith('/') ? `${asked}index.html` : asked;
  // Browsers ask for it by themselves; a 404 would be a complaint on every page.
  if (asked === '/favicon.ico') {
    response.writeHead(204).end();
    return;
  }
  const page = pages[asked] ?? pages[path];
  const type = TYPES[page === undefined ? extname(path) : '.html'] ?? 'application/octet-stream';
  const file = page ?? (await readFile(join(folder ?? '/nowhere', path)));
  const isText = type.includes('charset') || type.endsWith('json');
  const body = isText ? fill(file.toString(), replace) : file;
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...headers });
  response.end(body);
}

function fill(text: string, replace: Readonly<Record<string, string>>): string {
  let filled = text;
  for (const [written, served] of Object.entries(replace)) {
    filled = filled.replaceAll(written, served);
  }
  return filled;
}
