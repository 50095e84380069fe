import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'

/** Ends what a test started and takes away its folders, the latest first, however the test went. */
export function cleaning() {
  const work: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const undo of work.splice(0).toReversed()) await undo()
  })
  return {
    ends: <T extends { readonly stop: () => Promise<void> }>(companion: T): T => {
      work.push(companion.stop)
      return companion
    },
    folder: async (): Promise<string> => {
      const path = await mkdtemp(join(tmpdir(), 'webitel-tokens-tools-'))
      work.push(() => rm(path, { recursive: true, force: true, maxRetries: 5 }))
      return path
    },
  }
}
