import { defineConfig } from 'vitest/config'

const project = (name: string) => ({
  test: { name, include: [`tests/${name}/**/*.spec.ts`], environment: 'node' as const },
})

export default defineConfig({
  test: { projects: [project('unit'), project('contract'), project('integration')] },
})
