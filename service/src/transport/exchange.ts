import type { HttpRequest, HttpResponse } from 'uWebSockets.js';
import { STATUS_CODES } from 'node:http';
import { ERROR_STATUS, type Failure } from '@roomlet/sdk/protocol';
import { Refusal } from '../room/refusal.js';

/** What a route answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export function jsonAnswer(status: number, body: string): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
    body,
  };
}

export function failureAnswer(failure: Failure): Answer {
  const answer = jsonAnswer(ERROR_STATUS[failure.code], JSON.stringify({ error: failure }));
  if (failure.retryAfter === undefined) return answer;
  const seconds = String(Math.ceil(failure.retryAfter / 1000));
  return { ...answer, headers: { ...answer.headers, 'Retry-After': seconds } };
}

/** Writes an answer. The response must not have been aborted. */
export function respond(res: HttpResponse, answer: Answer, headOnly = false): void {
  const { status, headers = {}, body = '' } = answer;
  res.cork(() => {
    writeHead(res, status, headers);
    // Said in a header: given to endWithoutBody, it makes uWebSockets wait for a body.
    if (headOnly) res.writeHeader('Content-Length', String(Buffer.byteLength(body)));
    if (headOnly || status === 204 || status === 304) res.endWithoutBody();
    else res.end(body);
  });
}

export function writeHead(
  res: HttpResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
): void {
  res.writeStatus(`${status} ${STATUS_CODES[status] ?? ''}`);
  for (const [name, value] of Object.entries(headers)) res.writeHeader(name, value);
  res.writeHeader('X-Content-Type-Options', 'nosniff');
}

/** Reads a body up to `limit` bytes. Must be called before the first await of a request. */
export function readBody(res: HttpResponse, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    res.onData((chunk, isLast) => {
      size += chunk.byteLength;
      if (size > limit) {
        chunks.length = 0;
        reject(new Refusal('too_large', `A body may have up to ${limit} bytes.`));
      } else {
        // The chunk is uWebSockets' own memory and gone when this returns.
        chunks.push(Buffer.from(new Uint8Array(chunk)));
      }
      if (isLast) resolve(Buffer.concat(chunks));
    });
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw new Refusal('bad_request', 'Send the body as JSON in UTF-8.');
  }
}

export function queryOf(req: HttpRequest): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(req.getQuery()));
}

/** The Bearer token of the Authorization header. */
export function bearerOf(req: HttpRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(req.getHeader('authorization'))?.[1];
}

/** A path parameter as its author wrote it; what can't be decoded stays as it is, to be refused. */
export function decodeParam(param: string): string {
  try {
    return decodeURIComponent(param);
  } catch {
    return param;
  }
}
