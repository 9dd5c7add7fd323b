import { beforeEach, describe, expect, it } from 'vitest';
import { Compaction } from './compaction.js';

/** A store whose steps take 10 ms each, and a clock that only they and the test move. */
class Bench {
  time = 0;
  leftovers = 0;
  freePages = 0;
  stretches = 3;
  readers = false;
  broken = false;
  readonly done: string[] = [];
  readonly failures: unknown[] = [];
  #timers: { at: number; work: () => void }[] = [];

  readonly compaction = new Compaction(
    {
      finish: () => {
        this.#work('finish');
        this.leftovers = Math.max(0, this.leftovers - 1);
        return this.leftovers > 0;
      },
      giveBack: (pages) => {
        this.#work('give back');
        this.freePages = Math.max(0, this.freePages - pages);
        return this.freePages > 0;
      },
      wipe: (stretch) => {
        if (this.readers) return undefined;
        this.#work(`wipe ${stretch}`);
        return stretch + 1 < this.stretches;
      },
    },
    {
      now: () => this.time,
      after: (ms, work) => {
        const timer = { at: this.time + ms, work };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((one) => one !== timer);
        };
      },
    },
    (error) => this.failures.push(error),
  );

  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.time = Math.max(this.time, next.at);
      next.work();
    }
    this.time = Math.max(this.time, end);
  }

  /** What was done since the last time this was asked. */
  get news(): string[] {
    return this.done.splice(0);
  }

  #work(what: string): void {
    if (this.broken) throw new Error('disk full');
    this.time += 10;
    this.done.push(what);
  }
}

const ALL = ['finish', 'give back', 'wipe 0', 'wipe 1', 'wipe 2'];
const HOUR = 3_600_000;
const DAY = 86_400_000;

describe('compaction [W15]', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });

  it('is done at the start, at once as far as the budget goes, then in steps with rests', () => {
    bench.compaction.start(25);
    expect(bench.news).toEqual(ALL.slice(0, 3));
    bench.pass(39);
    expect(bench.news).toEqual([]);
    bench.pass(1);
    expect(bench.news).toEqual(['wipe 1']);
    bench.pass(40);
    expect(bench.news).toEqual(['wipe 2']);
  });

  it('gives back all free pages before it wipes', () => {
    bench.freePages = 600;
    bench.compaction.start(1_000);
    expect(bench.news).toEqual(['finish', 'give back', 'give back', ...ALL.slice(1)]);
  });

  it('first finishes what deletions and erasures left to be done', () => {
    bench.leftovers = 3;
    bench.compaction.start(1_000);
    expect(bench.news).toEqual(['finish', 'finish', ...ALL]);
  });

  it('is done again within a day', () => {
    bench.compaction.start(1_000);
    expect(bench.news).toEqual(ALL);
    bench.pass(DAY - 1);
    expect(bench.news).toEqual([]);
    bench.pass(1_000);
    expect(bench.news).toEqual(ALL);
  });

  it('is done soon after an erasure, but takes no more than its share of the time', () => {
    bench.compaction.start(1_000);
    bench.pass(60_000);
    expect(bench.news).toEqual(ALL);
    bench.compaction.erased();
    bench.pass(1_000);
    expect(bench.news).toEqual(ALL);
    for (let second = 0; second < 100; second++) {
      bench.compaction.erased();
      bench.pass(1_000);
    }
    const count = bench.news.length / ALL.length;
    expect(count).toBeGreaterThan(20);
    expect(count).toBeLessThan(60);
  });

  it('is done once more when something is erased meanwhile', () => {
    bench.compaction.start(15);
    bench.compaction.erased();
    bench.pass(10_000);
    expect(bench.news).toEqual([...ALL, ...ALL]);
    bench.pass(60_000);
    expect(bench.news).toEqual([]);
  });

  it('waits while others read the file', () => {
    bench.readers = true;
    bench.compaction.start(1_000);
    bench.pass(10_000);
    expect(bench.news).toEqual(ALL.slice(0, 2));
    bench.readers = false;
    bench.pass(1_100);
    expect(bench.news).toEqual(ALL.slice(2));
  });

  it('tells of a step that failed, after the start, and rests for an hour, whatever is erased', () => {
    bench.broken = true;
    bench.compaction.start(1_000);
    expect(bench.failures).toEqual([]);
    bench.pass(1);
    expect(bench.failures).toMatchObject([{ message: 'disk full' }]);
    bench.compaction.erased();
    bench.pass(HOUR - 2);
    expect(bench.failures).toHaveLength(1);
    bench.broken = false;
    bench.pass(1_000);
    expect(bench.news).toEqual(ALL);
  });
});
