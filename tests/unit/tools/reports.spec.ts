import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readReport } from '../../../tools/test/reports.ts'

const folder = mkdtempSync(join(tmpdir(), 'reports-'))
afterAll(() => rmSync(folder, { recursive: true }))

const written = (text: string): string => {
  const path = join(folder, 'report.json')
  writeFileSync(path, text)
  return path
}

describe('readReport', () => {
  it("reads vitest's counts", () => {
    const path = written('{"numPassedTests": 5, "numFailedTests": 1, "numPendingTests": 2}')
    expect(readReport('vitest', path)).toEqual({ passed: 5, failed: 1, skipped: 2 })
  })

  it("counts Playwright's flaky tests, and errors outside of tests, as failed", () => {
    const stats = { expected: 7, unexpected: 1, flaky: 2, skipped: 0 }
    const path = written(JSON.stringify({ stats, errors: [{ message: 'no such file' }] }))
    expect(readReport('playwright', path)).toEqual({ passed: 7, failed: 4, skipped: 0 })
  })

  it.each(['', '{"numPassedTests": 5', '{"stats": {}}', 'null'])('takes %j for no report', (text) => {
    expect(readReport('vitest', written(text))).toBeUndefined()
    expect(readReport('playwright', written(text))).toBeUndefined()
  })

  it('takes a report that is not there for no report', () => {
    expect(readReport('vitest', join(folder, 'missing.json'))).toBeUndefined()
  })
})
