import { defineConfig } from '@playwright/test'

/** The shell itself. Runs where Electron's program is; elsewhere every test is skipped by name and `npm test` says so. */
export default defineConfig({ testDir: '.', timeout: 60_000, workers: 1, retries: 0, forbidOnly: Boolean(process.env.CI), outputDir: '../../artifacts/electron' })
