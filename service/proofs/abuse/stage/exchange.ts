import { connect } from 'node:net';

/**
 * Writes bytes over TCP and gives all that comes back until the other end closes, or is quiet for a
 * moment.
 * @param parts written one after the other, in packets of their own.
 */
export function exchange(url: string, ...parts: readonly (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    const finish = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(300, finish);
    socket.setNoDelay(true);
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      answer += chunk;
      socket.setTimeout(30);
    });
    socket.on('error', finish).on('close', finish);
    const write = (index: number): void => {
      const part = parts[index];
      if (part === undefined) return;
      socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part);
      setImmediate(() => write(index + 1));
    };
    socket.once('connect', () => write(0));
  });
}

/** The status of the first answer, or `closed` when none came. */
export function statusOf(answer: string): string {
  return /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 'closed';
}
