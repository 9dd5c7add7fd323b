import { defineConfig } from 'vitest/config';

/** `npm run bench:widget`: times in a real browser, one after the other. They want the machine for themselves. */
export default defineConfig({
  test: {
    include: ['widget/bench/*.bench.ts'],
    globalSetup: ['examples/testing/chromium-setup.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    fileParallelism: false,
    // What is printed is the result.
    disableConsoleIntercept: true,
  },
});
