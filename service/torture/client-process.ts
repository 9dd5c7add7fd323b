import type { ChildProcess } from 'node:child_process';
import { end, startScript } from './children.js';
import type { ClientPlan, Order, Report, Standing } from './report.js';

/** One tab of one member, over as many lives as it takes; its storage outlives them all. */
export class ClientProcess {
  /** Where it has got, per room, in this life. */
  readonly standings = new Map<string, Standing>();
  #child: ChildProcess | undefined;
  #life = -1;

  constructor(
    readonly plan: Omit<ClientPlan, 'life' | 'seed'>,
    readonly seed: number,
    readonly heard: (report: Report, from: ClientProcess) => void,
  ) {}

  get tab(): string {
    return this.plan.tab;
  }

  get isUp(): boolean {
    return this.#child !== undefined;
  }

  /** Which life of which tab: what views are told apart by. */
  get life(): string {
    return `${this.tab}.${this.#life}`;
  }

  /** In all its rooms just now, as far as it has said. */
  get isConnected(): boolean {
    const all = [...this.standings.values()];
    return (
      this.isUp && all.length === this.plan.rooms.length && all.every(({ connected }) => connected)
    );
  }

  start(): void {
    this.#life += 1;
    this.standings.clear();
    const plan: ClientPlan = { ...this.plan, life: this.#life, seed: this.seed + this.#life };
    const child = startScript('client.js', [JSON.stringify(plan)]);
    this.#child = child;
    child.on('message', (report: Report) => {
      if (report.type === 'standing') this.standings.set(report.room, report.standing);
      this.heard(report, this);
    });
    child.once('exit', (code, signal) => {
      if (this.#child !== child) return;
      const what = `its process stopped by itself (${signal ?? code})`;
      this.heard({ type: 'broken', room: '', what }, this);
    });
  }

  /** `kill -9`; resolves when all it had said was heard, so that lives don't mix. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child) return;
    const heardAll = child.connected && new Promise((resolve) => child.once('disconnect', resolve));
    await end(child);
    await heardAll;
  }

  tell(order: Order): void {
    this.#child?.send(order);
  }
}
