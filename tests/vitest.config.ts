import { defineConfig } from 'vitest/config'

/** Unit, store and replica tests. End-to-end tests run under Playwright (`tests/playwright.config.ts`). */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx', 'sync-server/connectors/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'tests/bench/**', 'node_modules/**', 'out/**'],
    globalSetup: ['tests/global-setup.ts'],
    // A net under a test that hangs, no judgement of its speed: a busy machine takes four times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    maxWorkers: 2,
  },
})
