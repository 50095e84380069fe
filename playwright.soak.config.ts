import { defineConfig } from '@playwright/test'
import base from './playwright.config.ts'

// Another each time, the same for all workers; set, it has one again.
process.env['SOAK_SEED'] ??= String(Date.now() % 2 ** 31)

/** The long rounds of what `npm test` samples: `npm run test:soak`. */
export default defineConfig(base, { testDir: 'tests/soak', timeout: 1_200_000 })
