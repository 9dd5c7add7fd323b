import type { Reporter, TestModule, TestSuite } from 'vitest/node';

/** A collection a run adds to: a test file or a `describe` in it. */
type Collection = TestModule | TestSuite;

/**
 * Closes a run with one line, `N passed, N failed[, N skipped]`, alone and last, so that a person
 * or a script needs to read nothing else. A file that doesn't load, a hook that throws and an
 * error outside any test count as failed: no test of theirs is there to say so.
 */
export default class ClosingLine implements Reporter {
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  onInit(): void {
    // On exit rather than at the run's end: Vitest may still print after that, on a slow teardown.
    process.once('exit', (code) => {
      if (code !== 0 && this.#failed === 0) this.#failed = 1;
      process.stdout.write(`\n${this.#line()}\n`);
    });
  }

  onTestRunStart(): void {
    this.#passed = 0;
    this.#failed = 0;
    this.#skipped = 0;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    this.#failed += unhandled.length;
    for (const module of modules) {
      this.#count(module);
      for (const suite of module.children.allSuites()) this.#failed += errorsOf(suite);
    }
  }

  #count(module: TestModule): void {
    this.#failed += errorsOf(module);
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') this.#passed++;
      else if (state === 'skipped') this.#skipped++;
      else this.#failed++;
    }
  }

  #line(): string {
    const skipped = this.#skipped > 0 ? `, ${this.#skipped} skipped` : '';
    return `${this.#passed} passed, ${this.#failed} failed${skipped}`;
  }
}

function errorsOf(collection: Collection): number {
  return collection.errors().length > 0 ? 1 : 0;
}
