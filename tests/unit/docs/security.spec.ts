import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Rows of the tables that name a test: `| … | `file`: title |`. */
const rows = [...text('docs/security.md').matchAll(/^\|.*\| `(tests\/[\w./-]+)`: (.+?) +\|$/gm)].map(
  (match) => ({
    file: match[1] ?? '',
    title: match[2] ?? '',
  }),
)

describe('docs/security.md', () => {
  it('has a test in each row of its tables', () => {
    const tableRows = text('docs/security.md').match(/^\| (?!-|what|#).*\|$/gm) ?? []
    expect(rows).toHaveLength(tableRows.length)
    expect(rows.length).toBeGreaterThan(10)
  })

  it("has each number of Electron's checklist", () => {
    const numbers = [...text('docs/security.md').matchAll(/^\| ([\d, ]+?) +\|/gm)].flatMap((match) =>
      (match[1] ?? '').split(', ').map(Number),
    )
    expect([...new Set(numbers)].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    )
  })

  it('shows the checklist on an application that runs sandboxed', () => {
    const checklist = [...text('docs/security.md').matchAll(/^\| [\d, ]+ +\|.*`(tests\/e2e\/[\w./-]+)`: /gm)]
    const files = new Set(checklist.map((match) => match[1] ?? ''))
    // The package is always started so.
    files.delete('tests/e2e/package.spec.ts')
    expect(files.size).toBeGreaterThan(5)
    expect([...files].filter((file) => !text(file).includes('sandbox: true'))).toEqual([])
  })

  it.each(rows)('names a test that exists: $title', ({ file, title }) => {
    const titles = [...text(file).matchAll(/\b(?:it|test)\(\s*(["'`])(.+?)(?: @soak)?\1,/g)].map(
      (match) => match[2],
    )
    expect(titles).toContain(title)
  })
})
