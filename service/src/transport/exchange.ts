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

/**
 * A longer body is given to uWebSockets piece by piece as the other side takes it, and until then
 * the connection takes no further request: it keeps all that it is given, and a reader who asks again
 * and again without reading would fill the memory.
 */
const AT_ONCE = 16_384;

export interface Manner {
  /** Without the body, as HEAD asks for. */
  readonly headOnly?: boolean;
  /** Closes the connection after this answer, if it has a short body. */
  readonly isLast?: boolean;
}

/** Writes an answer. The response must not have been aborted. */
export function respond(res: HttpResponse, answer: Answer, manner: Manner = {}): void {
  const { status, headers = {}, body = '' } = answer;
  const { headOnly = false, isLast = false } = manner;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  if (!headOnly && length > AT_ONCE) {
    respondAsTaken(res, answer, typeof body === 'string' ? Buffer.from(body) : body);
    return;
  }
  res.cork(() => {
    writeHead(res, status, headers);
    // Said in a header: given to endWithoutBody, it makes uWebSockets wait for a body.
    if (headOnly) res.writeHeader('Content-Length', String(length));
    if (headOnly || status === 204 || status === 304) res.endWithoutBody();
    else res.end(body, isLast);
  });
}

function respondAsTaken(
  res: HttpResponse,
  { status, headers = {} }: Answer,
  body: Uint8Array,
): void {
  // Without it uWebSockets lets nothing be written later.
  res.onAborted(() => {});
  res.onWritable((offset) => res.tryEnd(body.subarray(offset), body.length)[0]);
  res.cork(() => {
    writeHead(res, status, headers);
    res.tryEnd(body, body.length);
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
