import { defineConfig } from '@playwright/test'

const report = process.env['PLAYWRIGHT_JSON']

/** End-to-end tests: the built workstation in a real browser, served by the real sync server. Two files at a time, no second chances. */
export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.spec.ts',
  outputDir: '../out/e2e',
  globalSetup: './e2e/global-setup.ts',
  workers: 2,
  retries: 0,
  fullyParallel: false,
  // A net under what hangs; a busy machine takes four times as long.
  timeout: 300_000,
  expect: { timeout: 15_000 },
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  use: {
    actionTimeout: 15_000,
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    locale: 'en-GB',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] },
  },
})
