import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { auditFailure } from './audit.js';
import { ERROR_STATUS, type Facts, type Failure, type Member } from './frames.js';

export interface Ask {
  method?: string;
  /** A value is sent as JSON; a string or bytes as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  /** A seat token, sent as Bearer. */
  seat?: string;
  localAddress?: string;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

/** One plain HTTP request: no redirects, no decompression, no cookies. */
export function ask(url: string, path: string, options: Ask = {}): Promise<Answer> {
  const { body, seat, localAddress } = options;
  const payload =
    body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
      ? body
      : JSON.stringify(body);
  const headers = {
    ...(payload !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(payload)),
    }),
    ...(seat !== undefined && { authorization: `Bearer ${seat}` }),
    ...options.headers,
  };
  const method = options.method ?? (payload === undefined ? 'GET' : 'POST');
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      `${url}${path}`,
      { method, headers, agent: false, ...(localAddress && { localAddress }) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: bytes,
            text: bytes.toString('utf8'),
          });
        });
      },
    );
    request.on('error', reject);
    request.end(payload);
  });
}

/** What a request that works answers, parsed. */
export async function json<T>(url: string, path: string, options: Ask = {}): Promise<T> {
  const { status, text } = await ask(url, path, options);
  if (status >= 300) throw new Error(`${path} → ${status} ${text}`);
  return JSON.parse(text) as T;
}

/** The error a request gets, its status held against its code. */
export async function refusal(url: string, path: string, options: Ask = {}): Promise<Failure> {
  const { status, text } = await ask(url, path, options);
  const { error } = JSON.parse(text) as { error: Failure };
  auditFailure(error);
  if (ERROR_STATUS[error.code] !== status) throw new Error(`${status} ${text}: not its status`);
  return error;
}

export interface CreatedRoom {
  facts: Facts;
  hostToken: string;
}

export function createRoom(url: string, body: object = {}): Promise<CreatedRoom> {
  return json(url, '/v1/rooms', { body });
}

export function takeSeat(
  url: string,
  code: string,
  body: object,
): Promise<{ seat: string; self: Member }> {
  return json(url, `/v1/rooms/${code}/seats`, { body });
}
