import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as elapse } from 'node:timers/promises';
import { builtScript } from './build.js';
import type { Latency } from './latency.js';

export interface Watched extends Latency {
  /** Connections of the bystander's that the service ended. */
  readonly lost: number;
}

/** How long the service is watched at rest, ms: some forty samples. */
const QUIET = 1_200;

/** People in another room, from other addresses, whose sends go on meanwhile. */
export class Bystander {
  #quiet: Watched | undefined;

  private constructor(private readonly child: ChildProcess) {}

  /** @param addresses the first three numbers of the addresses that they come from. */
  static async start(url: string, addresses = '172.20.1'): Promise<Bystander> {
    const child = fork(builtScript('kit/bystander-process.js'), [url, addresses], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', () => reject(new Error('The bystander ended at its start.')));
    });
    return new Bystander(child);
  }

  /** What was seen at rest: everything else is held against it. */
  get quiet(): Watched {
    if (!this.#quiet) throw new Error('Watch the service at rest first: rest().');
    return this.#quiet;
  }

  async rest(): Promise<Watched> {
    await this.mark();
    await elapse(QUIET);
    this.#quiet = await this.mark();
    return this.#quiet;
  }

  /** What was seen since the last mark. */
  mark(): Promise<Watched> {
    return new Promise((resolve, reject) => {
      const fail = () => reject(new Error('The bystander has ended.'));
      if (!this.child.connected) return fail();
      this.child.once('exit', fail);
      this.child.once('message', (seen) => {
        this.child.off('exit', fail);
        resolve(seen as Watched);
      });
      this.child.send('mark');
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await exited;
  }
}
