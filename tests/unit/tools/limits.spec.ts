import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import playwright from '../../../playwright.config.ts'
import { HANG_MS } from '../../../tools/limits.ts'
import vitest from '../../../vitest.config.ts'

const CHECKOUT = join(import.meta.dirname, '../../..')

/** Ways to limit a wait of a test: Playwright's, Vitest's and Node's own. */
const LIMITS = [
  /\btimeout: *([\d_]+)/g,
  /\btoPass\(\{[^}]*timeout: *([\d_]+)/g,
  /\.setTimeout\(([\d_]+)\)/g,
  /AbortSignal\.timeout\(([\d_]+)\)/g,
  /^ *\}, *([\d_]+)\)$/gm,
  /waitFor\(.*, ([\d_]+)\)$/gm,
]

/** Limits below a minute in what drives the tests. What unit tests give to the code under test is its input. */
function shortLimits(): string[] {
  const files = globSync(['tests/{e2e,soak,support}/**/*.ts', 'tools/{driver,linux,test,tour}/**/*.ts'], {
    cwd: CHECKOUT,
  })
  return files.flatMap((file) => {
    const text = readFileSync(join(CHECKOUT, file), 'utf8')
    return LIMITS.flatMap((limit) => [...text.matchAll(limit)])
      .filter(([, number = '']) => Number(number.replaceAll('_', '')) < 60_000)
      .map(([found]) => `${file}: ${found.trim()}`)
  })
}

it('no limit in the tests is below a minute', () => {
  expect(HANG_MS).toBeGreaterThanOrEqual(60_000)
  expect(shortLimits()).toEqual([])
})

it('a window is never waited for with the default limit of 30 s', () => {
  const files = globSync('tests/{e2e,soak}/**/*.ts', { cwd: CHECKOUT })
  const found = files.filter((file) =>
    readFileSync(join(CHECKOUT, file), 'utf8').includes(".waitForEvent('window'"),
  )
  expect(found).toEqual([])
})

it('there are no more workers than cores, and no retries', () => {
  expect(playwright).toMatchObject({ workers: availableParallelism(), retries: 0 })
  expect(vitest).toMatchObject({ test: { maxWorkers: availableParallelism() } })
})
