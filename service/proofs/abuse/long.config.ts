import { configDefaults, defineConfig } from 'vitest/config';

/**
 * `npm run abuse`: the quick cases, the long ones and the eight figures, one after the other. They
 * want the machine for themselves, and take about ten minutes.
 */
export default defineConfig({
  test: {
    reporters: ['default', './.ci/closing-line.ts'],
    include: ['service/proofs/abuse/**/*.{test,long}.ts', 'service/src/limits/memory.test.ts'],
    exclude: [...configDefaults.exclude, '**/dist/**'],
    setupFiles: ['service/conformance/audit-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
    fileParallelism: false,
    // The figures that are printed are half of the result.
    disableConsoleIntercept: true,
  },
});
