import { defineConfig } from '@playwright/test'
import base from './playwright.config.ts'

// Another each time, the same for all workers; set, it has one again.
process.env['SOAK'] = '1'
process.env['SOAK_SEED'] ??= String(Date.now() % 2 ** 31)

/** The long rounds of what `npm test` samples: `npm run test:soak`. */
export default defineConfig(base, {
  timeout: 1_200_000,
  projects: [
    { name: 'long', testDir: 'tests/soak' },
    // Those that `npm test` runs a few rounds of.
    { name: 'rounds', testDir: 'tests/e2e', grep: /@soak/ },
  ],
})
