import type { HttpResponse } from 'uWebSockets.js';
import type { RoomFile } from '../session/requests.js';
import { writeHead } from './exchange.js';

/** A file as an answer: its pieces are made as they are read. */
export interface Download {
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: AsyncGenerator<string, void>;
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

/**
 * Writes a download out, no faster than the other side takes it. When a piece can't be made the
 * connection is cut, so that nobody takes half a file for a whole one; and rejects with the reason.
 * @param gone aborted when the other side has left: the response is dead then.
 */
export async function writeOut(
  res: HttpResponse,
  { headers, pieces }: Download,
  gone: AbortSignal,
): Promise<void> {
  res.cork(() => writeHead(res, 200, headers));
  let wake = () => {};
  // Once for all: what is set while it runs, uWebSockets forgets.
  res.onWritable(() => {
    wake();
    return true;
  });
  gone.addEventListener('abort', () => wake());
  try {
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece);
      for (let from = 0; from < bytes.length; from += CHUNK) {
        if (gone.aborted) return;
        if (write(res, bytes.subarray(from, from + CHUNK))) continue;
        await new Promise<void>((taken) => {
          wake = taken;
        });
      }
      if (gone.aborted) return;
    }
    res.cork(() => res.end());
  } catch (error) {
    if (!gone.aborted) res.close();
    throw error;
  }
}

function write(res: HttpResponse, bytes: Uint8Array): boolean {
  let taken = false;
  res.cork(() => {
    taken = res.write(bytes);
  });
  return taken;
}
