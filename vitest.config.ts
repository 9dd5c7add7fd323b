import { configDefaults, defineConfig } from 'vitest/config';

/**
 * Groups, one after the other, because the later ones measure time and memory of real
 * processes and must not fight the earlier ones for the CPU. All run against what the build left
 * in dist/, so `npm run build` comes first (`npm test` does both).
 */
export default defineConfig({
  test: {
    reporters: ['default', './.ci/closing-line.ts'],
    projects: [
      {
        // Beside the code. Node unless a file asks for a DOM by `// @vitest-environment happy-dom`.
        oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
        test: {
          name: 'unit',
          include: ['{sdk,service,widget}/src/**/*.test.{ts,tsx}', 'service/native/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 20_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // The built service as a stranger sees it: a process, HTTP, a bare WebSocket.
        test: {
          name: 'conformance',
          include: ['service/conformance/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/dist/**'],
          setupFiles: ['service/conformance/audit-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // The built service under abuse, while a bystander's sends are timed: one file at a time.
        test: {
          name: 'abuse',
          include: ['service/proofs/abuse/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/dist/**'],
          setupFiles: ['service/conformance/audit-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        // Readers of what strangers send, and the built service, under spoilt inputs.
        test: {
          name: 'fuzz',
          include: ['service/proofs/fuzz/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/dist/**'],
          testTimeout: 300_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // The whole product in a real browser, one file at a time.
        test: {
          name: 'end-to-end',
          include: ['examples/**/*.test.ts', 'widget/browser/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/dist/**'],
          globalSetup: ['examples/testing/chromium-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
      {
        // The built service and fifty clients under faults; it wants the machine for itself.
        test: {
          name: 'torture',
          include: ['service/torture/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/dist/**'],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 5 },
        },
      },
      {
        // The SDK and the rules under every fault there is, in simulated time: busy on all cores.
        test: {
          name: 'simulation',
          include: ['service/simulation/**/*.test.ts'],
          exclude: [...configDefaults.exclude, '**/dist/**'],
          testTimeout: 120_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 6 },
        },
      },
    ],
  },
});
