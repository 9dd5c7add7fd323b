import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const READY = /ready at (http:\/\/\S+)/;

/** Crowds come from one address, and all at once. */
const ROOMY: readonly string[] = [
  ...['connections-per-address', 'unjoined-connections', 'bodies-per-address'],
  ...['upgrade-burst', 'upgrade-rate', 'service-upgrade-burst', 'service-upgrade-rate'],
  ...['connect-burst', 'connect-rate'],
].flatMap((limit) => [`--${limit}`, '1000000']);

/** The built service as a child process. */
export class BuiltService {
  readonly url: string;
  /** From its start to its word that it is ready, ms. */
  readonly readyAfter: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string, readyAfter: number) {
    this.#child = child;
    this.url = url;
    this.readyAfter = readyAfter;
  }

  /** Starts it on a free port and waits until it is ready. */
  static start(
    folder: string,
    flags: readonly string[],
    env: Record<string, string> = {},
  ): Promise<BuiltService> {
    const start = performance.now();
    const child = spawn(
      process.execPath,
      [CLI, 'serve', '--port', '0', '--data', folder, '--log-level', 'warn', ...ROOMY, ...flags],
      { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    return new Promise((resolve, reject) => {
      child.once('exit', () => reject(new Error('the service stopped before it was ready')));
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        const [, url] = READY.exec(output) ?? [];
        if (url) resolve(new BuiltService(child, url, performance.now() - start));
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN;
  }

  /** Ends the process and waits for that. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill(signal);
    await exited;
  }
}
