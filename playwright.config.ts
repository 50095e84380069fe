import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { HANG_MS, TEST_TIMEOUT_MS } from './tools/limits.ts'

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'out/test-results',
  timeout: TEST_TIMEOUT_MS,
  expect: { timeout: HANG_MS },
  // As many as there are cores: one more makes every test slower, and the whole run too (measured on two cores).
  workers: availableParallelism(),
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  reporter: 'list',
})
