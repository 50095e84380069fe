import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'out/test-results',
  // A path of several steps, on a machine that does much else; what hangs is found by `expect`, in seconds.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 3,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  reporter: 'list',
})
