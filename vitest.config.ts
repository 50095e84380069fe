import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { HANG_MS, TEST_TIMEOUT_MS } from './tools/limits.ts'

const project = (name: string) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.spec.ts`],
    environment: 'node' as const,
    setupFiles: ['tests/support/wait-for.ts'],
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: TEST_TIMEOUT_MS,
    expect: { poll: { timeout: HANG_MS } },
  },
})

export default defineConfig({
  test: {
    projects: [project('unit'), project('contract'), project('integration')],
    maxWorkers: availableParallelism(),
    teardownTimeout: HANG_MS,
  },
})
