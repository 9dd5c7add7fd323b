import type { TemplatedApp } from 'uWebSockets.js';
import { type Answer, respond } from './exchange.js';

const PLAIN = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
const PASSED: Answer = { status: 200, headers: PLAIN, body: 'ok\n' };
const FAILED: Answer = { status: 503, headers: PLAIN, body: 'not ready\n' };

/** What orchestrators ask, by path: whether the process lives, and whether rooms can be served. */
export class Probes {
  readonly #passes: ReadonlyMap<string, () => boolean>;

  constructor(isReady: () => boolean) {
    this.#passes = new Map([
      ['/healthz', () => true],
      ['/readyz', isReady],
    ]);
  }

  /** The answer to a probe; undefined for what is none. */
  answer(path: string): Answer | undefined {
    const passes = this.#passes.get(path);
    return passes && (passes() ? PASSED : FAILED);
  }

  add(app: TemplatedApp): void {
    for (const path of this.#passes.keys()) {
      app.get(path, (res) => respond(res, this.answer(path) ?? FAILED));
      app.head(path, (res) => respond(res, this.answer(path) ?? FAILED, { headOnly: true }));
    }
  }
}
