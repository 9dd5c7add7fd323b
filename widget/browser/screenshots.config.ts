import { defineConfig } from 'vitest/config';

/** `npm run screenshots`: the widget's states into the ignored folder `screenshots`; `npm run stills`: the README's. */
export default defineConfig({
  test: {
    include: ['widget/browser/{screenshots,stills}.ts'],
    globalSetup: ['examples/testing/chromium-setup.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
