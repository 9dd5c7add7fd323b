import { ask } from '../../../conformance/http.js';
import { RawSocket } from '../../../conformance/raw-socket.js';
import type { Case } from '../stage/group.js';
import type { Stage } from '../stage/stage.js';

/** WebSocket's own framing, broken: the connection ends, with a code where one is due, and no more. */

const masked = (first: number, body: Buffer, mask = true): Buffer => {
  const length = body.length < 126 ? [body.length] : [126, body.length >> 8, body.length & 255];
  length[0] = (length[0] ?? 0) | (mask ? 0x80 : 0);
  return Buffer.concat([
    Buffer.from([first, ...length]),
    mask ? Buffer.alloc(4) : Buffer.alloc(0),
    body,
  ]);
};

const PING = Buffer.from('{"id":1,"type":"ping"}');

/** How the service answers: the close frame's code, `closed` without one, `pong`, or `open`. */
async function answerTo({ url }: Stage, ...parts: readonly Buffer[]): Promise<string> {
  const raw = await RawSocket.upgrade(url);
  const chunks: Buffer[] = [];
  raw.socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const part of parts) raw.write(part);
  await Promise.race([raw.ended, new Promise((resolve) => setTimeout(resolve, 150))]);
  const ended = raw.socket.destroyed;
  raw.socket.destroy();
  const [first = 0, size = 0, high = 0, low = 0] = Buffer.concat(chunks);
  if ((first & 15) === 8) return size >= 2 ? String((high << 8) | low) : 'closed';
  if ((first & 15) === 10) return 'pong';
  if ((first & 15) === 1) return 'answered';
  return ended ? 'closed' : 'open';
}

/** An end is an end, whether the library says why or not. */
const ENDS = new Set(['1002', '1003', '1006', '1007', '1009', '4200', '4202', 'closed']);

const framed = (subject: string, due: string, ...parts: readonly Buffer[]): Case<Stage> => [
  `[W1] ${subject}`,
  due,
  async (stage) => {
    const answer = await answerTo(stage, ...parts);
    const { status } = await ask(stage.url, '/healthz');
    if (status !== 200) return `healthz ${status}`;
    return due === 'the end' && ENDS.has(answer) ? due : answer;
  },
];

export const RAW_FRAMES: readonly Case<Stage>[] = [
  framed('a text frame as it should be', 'answered', masked(0x81, PING)),
  framed(
    'a text frame in single bytes',
    'answered',
    ...[...masked(0x81, PING)].map((byte) => Buffer.from([byte])),
  ),
  framed('a ping of the framing', 'pong', masked(0x89, Buffer.from('x'))),
  framed(
    'a text frame without a mask, which is never read as a command,',
    'open',
    masked(0x81, PING, false),
  ),
  framed('a binary frame', '4200', masked(0x82, PING)),
  framed('a reserved opcode', 'the end', masked(0x83, PING)),
  framed('a reserved control opcode', 'the end', masked(0x8b, Buffer.alloc(0))),
  framed('a reserved bit', 'the end', masked(0xc1, PING)),
  framed('all reserved bits', 'the end', masked(0xf1, PING)),
  framed('a continuation of nothing', 'the end', masked(0x80, PING)),
  framed(
    'a second start before the end of the first',
    'the end',
    masked(0x01, PING),
    masked(0x01, PING),
  ),
  framed('a ping in fragments', 'the end', masked(0x09, Buffer.from('x'))),
  framed('a ping of 126 bytes', 'the end', masked(0x89, Buffer.alloc(126))),
  framed(
    'a text frame that isn’t UTF-8',
    'the end',
    masked(0x81, Buffer.from([0xc3, 0x28, 0xa0, 0xa1])),
  ),
  framed('a text frame with an overlong slash', 'the end', masked(0x81, Buffer.from([0xc0, 0xaf]))),
  framed(
    'a text frame with a surrogate in UTF-8',
    'the end',
    masked(0x81, Buffer.from([0xed, 0xa0, 0x80])),
  ),
  framed(
    'a length of 2^63',
    'the end',
    Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  ),
  framed(
    'a length of 4 GiB',
    'the end',
    Buffer.from([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
  ),
  framed(
    'HTTP after the upgrade',
    'the end',
    Buffer.from('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'),
  ),
  framed('a close with a code of one byte', 'the end', masked(0x88, Buffer.from([3]))),
  framed('a close with a reserved code', 'the end', masked(0x88, Buffer.from([3, 237]))),
  framed('an empty text frame', 'answered', masked(0x81, Buffer.alloc(0))),
  framed(
    '10,000 empty fragments',
    'open',
    masked(0x01, Buffer.from('{')),
    Buffer.concat(Array.from({ length: 10_000 }, () => masked(0x00, Buffer.alloc(0)))),
  ),
  framed(
    '2,000 pings of the framing at once',
    'pong',
    Buffer.concat(Array.from({ length: 2_000 }, () => masked(0x89, Buffer.from('x')))),
  ),
];
