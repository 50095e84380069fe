import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '../../..')
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')))

/** `npm run` and a name, wherever the documents tell people to type it. */
const told = ['README.md', 'CONTRIBUTING.md'].flatMap((file) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)].map(
    (match) => match[1] ?? '',
  ),
)

describe('the scripts of the package', () => {
  it.each(Object.entries(scripts))('work on a fresh clone, by set-up: %s', (_, command) => {
    expect(command).toMatch(/^node tools\/setup\.mjs\b/)
  })

  it('are there, all that the documents name', () => {
    expect(told.length).toBeGreaterThan(8)
    expect(told.filter((name) => !(name in scripts))).toEqual([])
  })
})
