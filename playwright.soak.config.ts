import { defineConfig } from '@playwright/test'
import base from './playwright.config.ts'

/** The long rounds of what `npm test` samples: `npm run test:soak`. */
export default defineConfig(base, { testDir: 'tests/soak', timeout: 1_200_000 })
