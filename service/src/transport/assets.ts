import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Answer } from './exchange.js';

type Encoding = 'br' | 'gzip' | 'identity';

/** A file as it is served, held in memory in each encoding. */
interface Asset {
  readonly type: string;
  readonly hash: string;
  readonly bodies: Readonly<Record<Encoding, Uint8Array>>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** Pages of our own hold to what we ask of others: no inline code or style, nothing from elsewhere. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  // A page around it could have its visitors click what they don't see.
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The static files: the widget's and the demo page's, read once. */
export class Assets {
  readonly #assets = new Map<string, Asset>();

  /**
   * Adds all files below a folder.
   * @param prefix the path they are served under, such as `/demo/`.
   * @param rename the path for a file where it isn't the prefix and its own.
   */
  add(folder: string, prefix: string, rename: Readonly<Record<string, string>> = {}): void {
    if (!existsSync(folder)) return;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const type = TYPES[extname(entry.name)];
      if (!entry.isFile() || !type) continue;
      const file = join(entry.parentPath, entry.name);
      const path = relative(folder, file).split(sep).join('/');
      this.#assets.set(rename[path] ?? prefix + path, load(file, type));
    }
  }

  /** The answer to a GET, or undefined when there is no such file. */
  get(path: string, accepts: string, ifNoneMatch: string): Answer | undefined {
    const asset = this.#assets.get(path);
    if (!asset) return undefined;
    const encoding = choose(accepts);
    const etag = `"${asset.hash}-${encoding}"`;
    const headers = {
      ETag: etag,
      Vary: 'Accept-Encoding',
      'Cache-Control': cacheControl(path),
      ...headersFor(asset.type),
    };
    const known = ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
    if (known) return { status: 304, headers };
    return {
      status: 200,
      headers: {
        ...headers,
        'Content-Type': asset.type,
        ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
      },
      body: asset.bodies[encoding],
    };
  }
}

function load(file: string, type: string): Asset {
  const identity = readFileSync(file);
  const made = (ending: string, compress: (plain: Buffer) => Buffer) =>
    existsSync(file + ending) ? readFileSync(file + ending) : compress(identity);
  return {
    type,
    hash: createHash('sha256').update(identity).digest('base64url').slice(0, 16),
    bodies: { identity, br: made('.br', brotliCompressSync), gzip: made('.gz', gzipSync) },
  };
}

/** The smallest encoding the browser takes. */
function choose(accepts: string): Encoding {
  const takes = (name: string) =>
    accepts.split(',').some((one) => {
      const [coding, ...params] = one.split(';').map((part) => part.trim());
      return coding === name && !params.some((param) => /^q=0(\.0*)?$/.test(param));
    });
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : 'identity';
}

/** A widget's version names its content, so it never changes; what leads there must be fresh. */
function cacheControl(path: string): string {
  if (path.startsWith('/widget/')) return 'public, max-age=31536000, immutable';
  return path === '/widget.js' ? 'public, max-age=300' : 'no-cache';
}

function headersFor(type: string): Record<string, string> {
  if (type.startsWith('text/html')) {
    return {
      'Content-Security-Policy': PAGE_POLICY,
      'Referrer-Policy': 'no-referrer',
      'X-Frame-Options': 'DENY',
    };
  }
  // Other sites' pages load these, also those that ask for isolation.
  return { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
}
