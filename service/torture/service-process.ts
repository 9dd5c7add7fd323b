import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { end, startNode } from './children.js';

/** This file runs from its own dist folder, beside that of the service's command. */
const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const READY = /ready at (http:\/\/\S+)/;
const READY_WITHIN = 30_000;
const FREELY = '100000';

/** Rates out of the way, since all clients come from one address, and nothing is ever trimmed. */
const ROOMY: readonly string[] = [
  ...['send-burst', 'send-rate', 'command-burst', 'command-rate'],
  ...['amend-burst', 'amend-rate', 'rename-burst', 'rename-rate', 'typing-rate', 'read-rate'],
  ...['presence-rate'],
  ...['http-read-burst', 'http-read-rate', 'refused-joins'],
  ...['join-rate', 'guess-rate', 'create-rate', 'bad-frame-rate', 'lookup-burst', 'lookup-rate'],
  ...['address-read-burst', 'address-read-rate'],
  ...['toggle-burst', 'toggle-rate'],
  'edits-per-message',
  ...['connections-per-address', 'unjoined-connections', 'bodies-per-address'],
  ...['upgrade-burst', 'upgrade-rate', 'service-upgrade-burst', 'service-upgrade-rate'],
  ...['connect-burst', 'connect-rate'],
  'seats-per-address',
  ...['password-rate', 'passwords-per-address', 'passwords-per-room', 'passwords-in-all'],
]
  .flatMap((rate) => [`--${rate}`, FREELY])
  .concat('--log-messages', '10000000', '--log-length', '10000000')
  .concat('--seat-grace', '1d', '--room-grace', '1d')
  .concat('--drain', '1s', '--log-level', 'warn');

/** The built service on one folder and one port, over as many lives as it takes. */
export class ServiceProcess {
  /** Log lines worse than a warning: in a run there are none. */
  readonly alarms: string[] = [];
  #child: ChildProcess | undefined;
  #tail = '';

  constructor(
    readonly folder: string,
    readonly port: number,
    readonly durability: string,
    /** It stopped and nobody had asked it to. */
    readonly died: (why: Error) => void,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when it is ready. */
  start(): Promise<void> {
    const { folder, port, durability } = this;
    const child = startNode(
      [CLI, 'serve', '--port', `${port}`, '--data', folder, '--durability', durability].concat(
        ROOMY,
      ),
    );
    this.#child = child;
    this.#tail = '';
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`The service ${why}:\n${this.#tail}`));
      const timer = setTimeout(() => fail('did not get ready'), READY_WITHIN);
      child.stdout?.on('data', (chunk: Buffer) => {
        if (!READY.test(String(chunk))) return;
        clearTimeout(timer);
        resolve();
      });
      child.stderr?.on('data', (chunk: Buffer) => this.#log(String(chunk)));
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        fail('stopped before it was ready');
        if (this.#child !== child) return;
        this.died(new Error(`The service stopped (${signal ?? code}):\n${this.#tail}`));
      });
    });
  }

  /** @returns the exit code, or the signal that ended it. */
  async stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | NodeJS.Signals | null> {
    const child = this.#child;
    this.#child = undefined;
    return child ? end(child, signal) : null;
  }

  #log(chunk: string): void {
    this.#tail = (this.#tail + chunk).slice(-4_000);
    for (const line of chunk.split('\n')) {
      if (/"level":[56]\d/.test(line)) this.alarms.push(line);
    }
  }
}

/** An operator's command on a data folder, such as `check`; a service may run there or not. */
export async function operate(
  folder: string,
  ...command: readonly string[]
): Promise<{ output: string; ok: boolean }> {
  const child = startNode([CLI, ...command, '--data', folder]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += String(chunk);
    });
  }
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { output: output.trim(), ok: code === 0 };
}

/**
 * A port to come back to after a crash: below the range that outgoing connections take theirs from,
 * since what they hold can't be listened on.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 30_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) return port;
  }
}
