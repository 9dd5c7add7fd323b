import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flagsKnownTo } from './build.js';

const READY = /ready at (http:\/\/\S+)/;
const FREELY = '100000';

/** Rates out of the way, where a figure is about something else. */
export const FREE: readonly string[] = [
  ...['send-burst', 'send-rate', 'command-burst', 'command-rate', 'join-rate', 'guess-rate'],
  ...['create-rate', 'amend-burst', 'amend-rate', 'toggle-burst', 'toggle-rate'],
].flatMap((rate) => [`--${rate}`, FREELY]);

export interface ServiceOptions {
  readonly flags?: readonly string[];
  /** Most of JavaScript's memory, MiB. */
  readonly heap?: number;
}

/** Any build of the service as a child process, with a data folder of its own. */
export class MeasuredService {
  readonly #folder = mkdtempSync(join(tmpdir(), 'roomlet-abuse-'));
  readonly #child: ChildProcess;
  url = '';

  private constructor(cli: string, { flags = [], heap }: ServiceOptions) {
    const known = flagsKnownTo(cli, ['--trust-proxy', '--log-level', 'error', ...flags]);
    const node = heap ? [`--max-old-space-size=${heap}`] : [];
    const serve = [cli, 'serve', '--port', '0', '--data', this.#folder, ...known];
    this.#child = spawn(process.execPath, [...node, ...serve], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // A test that is given up must not leave a service behind.
    process.once('exit', this.#end);
  }

  static start(cli: string, options: ServiceOptions): Promise<MeasuredService> {
    const service = new MeasuredService(cli, options);
    const child = service.#child;
    return new Promise((resolve, reject) => {
      child.once('exit', () => reject(new Error(`${cli} stopped before it was ready.`)));
      child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
        const [, url] = READY.exec(chunk) ?? [];
        if (!url) return;
        service.url = url.replace(/\/$/, '');
        resolve(service);
      });
    });
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resident memory in MiB: now, and the most there ever was. */
  memory(): { now: number; peak: number } {
    const status = this.#proc('status');
    const field = (name: string) =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN) / 1_024;
    return { now: field('VmRSS'), peak: field('VmHWM') };
  }

  /** CPU time that the process has used, ms. */
  cpu(): number {
    const fields = this.#proc('stat').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  async remove(): Promise<void> {
    process.off('exit', this.#end);
    if (this.alive) {
      const exited = new Promise((resolve) => this.#child.once('exit', resolve));
      this.#child.kill('SIGKILL');
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  readonly #end = (): void => {
    this.#child.kill('SIGKILL');
  };

  #proc(name: string): string {
    try {
      return readFileSync(`/proc/${this.#child.pid}/${name}`, 'utf8');
    } catch {
      return '';
    }
  }
}
