import type { HttpResponse } from 'uWebSockets.js';
import type { Clock } from '../room/clock.js';
import type { Pieces } from '../room/exports.js';
import type { RoomFile } from '../session/requests.js';
import { writeHead } from './exchange.js';
import { ReaderPace, type ReaderRule } from './reader-pace.js';

/** A file as an answer: its pieces are made as they are read. */
export interface Download {
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: Pieces;
}

const TYPES: Readonly<Record<RoomFile['format'], string>> = {
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

export function fileDownload({ name, format, pieces }: RoomFile): Download {
  const headers = {
    'Content-Type': TYPES[format],
    // The name is made of a room's code: nothing in it needs quoting.
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
  };
  return { headers, pieces };
}

/**
 * Bytes written at once. uWebSockets keeps what the other side doesn't take, and lets us write again
 * as soon as it takes something: more than that something, and what is kept would grow.
 */
const CHUNK = 8_192;

/** How often a reader for whom the service waits is looked at, ms. */
const LOOK_EVERY = 1_000;

export interface Reader {
  /** Aborted when the other side has left: the response is dead then. */
  readonly gone: AbortSignal;
  readonly rule: ReaderRule;
  readonly clock: Clock;
  /** Told when the reader was too slow, and is being cut off. */
  onCut(): void;
}

/**
 * Writes a download out, no faster than the other side takes it, and cuts off a reader that keeps
 * the service waiting. When a piece can't be made the connection is cut as well, so that nobody
 * takes half a file for a whole one; then it rejects with the reason.
 */
export async function writeOut(
  res: HttpResponse,
  { headers, pieces }: Download,
  { gone, rule, clock, onCut }: Reader,
): Promise<void> {
  res.cork(() => writeHead(res, 200, headers));
  let wake = () => {};
  // Once for all: what is set while it runs, uWebSockets forgets.
  res.onWritable(() => {
    wake();
    return true;
  });
  gone.addEventListener('abort', () => wake());
  const pace = new ReaderPace(rule);
  /** Waits until the other side takes something, is too slow, or has left. */
  const waitForReader = () =>
    new Promise<void>((resume) => {
      let since = clock.now();
      let cancel = () => {};
      const look = () => {
        const ms = clock.now() - since;
        since += ms;
        if (gone.aborted || pace.wait(ms)) return;
        onCut();
        res.close();
      };
      const lookAgain = () => {
        look();
        if (!gone.aborted) cancel = clock.after(LOOK_EVERY, lookAgain);
      };
      cancel = clock.after(LOOK_EVERY, lookAgain);
      wake = () => {
        wake = () => {};
        cancel();
        look();
        resume();
      };
    });
  try {
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece);
      for (let from = 0; from < bytes.length; from += CHUNK) {
        if (gone.aborted) return;
        const chunk = bytes.subarray(from, from + CHUNK);
        const isTaken = write(res, chunk);
        pace.take(chunk.length);
        if (!isTaken) await waitForReader();
      }
      if (gone.aborted) return;
    }
    res.cork(() => res.end());
  } catch (error) {
    if (!gone.aborted) res.close();
    throw error;
  } finally {
    pieces.end();
  }
}

function write(res: HttpResponse, bytes: Uint8Array): boolean {
  let taken = false;
  res.cork(() => {
    taken = res.write(bytes);
  });
  return taken;
}
