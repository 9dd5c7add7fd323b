import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BareClient, type OpenOptions } from './bare-client.js';

/** Another build can be put to the same tests, to see them fail there. */
const CLI = process.env.ROOMLET_CLI ?? fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const READY = /ready at (http:\/\/\S+)/;
const DEADLINE = 20_000;

/** A line of the service's log: pino's, 30 is info, 40 warn, 50 error. */
export interface LogLine {
  level: number;
  msg?: string;
  [field: string]: unknown;
}

export interface StartOptions {
  /** Settings as on the command line, on top of the test's own. */
  flags?: readonly string[];
  env?: Record<string, string>;
  /** A command that runs the words after it: `nice`, or a shell that sets limits and `exec`s. */
  under?: readonly string[];
}

/** The built service as a child process, with a data folder of its own. */
export class Service {
  url = '';
  /** All it ever printed, over restarts. */
  output = '';
  readonly folder = mkdtempSync(join(tmpdir(), 'roomlet-'));
  #child: ChildProcess | undefined;
  #exit: Promise<number | null> = Promise.resolve(null);
  readonly #clients = new Set<BareClient>();

  constructor(readonly options: StartOptions = {}) {}

  /** Starts on a free port, or again on the one it had, and waits until it is ready. */
  async start(
    flags: readonly string[] = this.options.flags ?? [],
    under: readonly string[] = this.options.under ?? [],
  ): Promise<this> {
    const port = this.url ? new URL(this.url).port : String(await freePort());
    const serve = [process.execPath, CLI, 'serve', '--port', port, '--data', this.folder, ...flags];
    const [command = process.execPath, ...args] = [...under, ...serve];
    const child = spawn(command, args, {
      env: { ...process.env, ...this.options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#exit = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
    this.url = await new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`the service ${why}:\n${this.output}`));
      const timer = setTimeout(() => fail('did not get ready'), DEADLINE);
      const onExit = () => fail('stopped before it was ready');
      child.once('exit', onExit);
      const from = this.output.length;
      const read = (chunk: string): void => {
        this.output += chunk;
        const ready = READY.exec(this.output.slice(from));
        if (!ready?.[1]) return;
        clearTimeout(timer);
        child.off('exit', onExit);
        resolve(ready[1].replace(/\/$/, ''));
      };
      child.stdout.setEncoding('utf8').on('data', read);
      child.stderr.setEncoding('utf8').on('data', read);
    });
    return this;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get running(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  /** Ends the process and waits for its exit code (null when a signal ended it). */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<number | null> {
    if (this.running) this.#child?.kill(signal);
    return this.#exit;
  }

  /** The end a crash makes, and a start on the same files and port. */
  async crashAndRestart(flags?: readonly string[]): Promise<void> {
    await this.kill('SIGKILL');
    await this.start(flags);
  }

  /** Ends the process, its clients and its files. */
  async remove(): Promise<void> {
    await Promise.all([...this.#clients].map((client) => client.drop()));
    await this.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  async open(options: OpenOptions = {}): Promise<BareClient> {
    const client = await BareClient.open(this.url, options);
    this.#clients.add(client);
    void client.closed.then(() => this.#clients.delete(client));
    return client;
  }

  /** All bytes of all data files that stay there while they are read, one character a byte. */
  files(): string {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readIfThere(join(entry.parentPath, entry.name)))
      .join('\n');
  }

  /** Resident memory of the process, bytes. */
  rss(): number {
    const pid = String(this.pid);
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', pid], { encoding: 'utf8' })) * 1_024;
  }

  log(): LogLine[] {
    return this.output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as LogLine);
  }

  /** Log lines worse than a warning. */
  alarms(): LogLine[] {
    return this.log().filter((line) => line.level > 40);
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return '';
    throw error;
  }
}

/**
 * A port for a service that shall come back on it after a crash. `--port 0` would not do: its
 * listening socket is made without SO_REUSEADDR, and the old connections hold the port a minute.
 * Below the range that outgoing connections take theirs from.
 */
async function freePort(): Promise<number> {
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

export function startService(options: StartOptions = {}): Promise<Service> {
  return new Service(options).start();
}

let keys = 0;

/** A key no test has used: messages, joins and creations all take it. */
export function freshKey(): string {
  keys += 1;
  return `conformance-key-${process.pid}-${keys}`;
}

const FREELY = '100000';

/**
 * Rates out of the way: all tests come from 127.0.0.1, and fast. The tests of the rates themselves
 * set their own. The log says all it can, for what must not be in it.
 */
export const ROOMY: readonly string[] = [
  ...['send-burst', 'send-rate', 'command-burst', 'command-rate'],
  ...['amend-burst', 'amend-rate', 'rename-burst', 'rename-rate', 'typing-rate', 'read-rate'],
  ...['presence-rate'],
  ...['http-read-burst', 'http-read-rate', 'refused-joins'],
  ...['join-rate', 'guess-rate', 'create-rate', 'bad-frame-rate', 'lookup-burst', 'lookup-rate'],
  ...['address-read-burst', 'address-read-rate'],
  ...['toggle-burst', 'toggle-rate'],
  ...['connections-per-address', 'unjoined-connections', 'bodies-per-address'],
  ...['upgrade-burst', 'upgrade-rate', 'service-upgrade-burst', 'service-upgrade-rate'],
  ...['connect-burst', 'connect-rate', 'exports-per-seat', 'exports-at-once'],
  'seats-per-address',
  ...['password-rate', 'passwords-per-address', 'passwords-per-room', 'passwords-in-all'],
]
  .flatMap((rate) => [`--${rate}`, FREELY])
  .concat('--log-level', 'debug');
