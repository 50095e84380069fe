import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { HANG_MS, TEST_TIMEOUT_MS } from './tools/limits.ts'
import { plainPath } from './tools/plain-path.ts'

const root = plainPath(import.meta.dirname)
const project = (name: string) => ({
  extends: true as const,
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

/** Vitest resolves its own package by its real path, so in a folder with `#` the package gets the link's path too. */
const throughLink = {
  preserveSymlinks: true,
  alias: [{ find: /^vitest$/, replacement: join(root, 'node_modules/vitest/dist/index.js') }],
}

export default defineConfig({
  root,
  resolve: root === import.meta.dirname ? {} : throughLink,
  test: {
    projects: [project('unit'), project('contract'), project('integration')],
    maxWorkers: availableParallelism(),
    teardownTimeout: HANG_MS,
  },
})
