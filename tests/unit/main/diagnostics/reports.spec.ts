import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReports, type Report } from '../../../../src/main/diagnostics/reports.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'webitel-tokens-reports-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const AT = new Date('2026-01-02T03:04:05.678Z')
const start = (now = () => AT) =>
  createReports({ folder, about: { version: '0.1.0' }, files: new Set(['index.js']), now })
const files = (): string[] => readdirSync(join(folder, 'problems')).toSorted()
const content = (name: string): unknown =>
  JSON.parse(readFileSync(join(folder, 'problems', name), 'utf8')) as unknown

describe('reports', () => {
  it('hold what happened, where in our files, and versions; for their owner alone', () => {
    const places = [
      { file: 'index.js', line: 12, column: 34 },
      { file: 'k7f3m9x2q8.js', line: 1, column: 1 },
    ]
    start().write({ what: 'main-error', name: 'TypeError', places })
    expect(files()).toEqual(['2026-01-02T03-04-05-678Z-1-main-error.json'])
    expect(content(files()[0] ?? '')).toEqual({
      at: AT.toISOString(),
      what: 'main-error',
      name: 'TypeError',
      places: ['index.js:12:34'],
      version: '0.1.0',
    })
    expect(statSync(join(folder, 'problems', files()[0] ?? '')).mode & 0o777).toBe(0o600)
  })

  it('hold nothing that is handed in beside', () => {
    const more = { what: 'page-ended', reason: 'crashed', exitCode: 5, message: 'secret', url: 'secret' }
    start().write(more as Report)
    expect(content(files()[0] ?? '')).toEqual({
      at: AT.toISOString(),
      what: 'page-ended',
      reason: 'crashed',
      exitCode: 5,
      version: '0.1.0',
    })
  })

  it('are as many as one can read: an error in a loop fills no disk, and old ones go', () => {
    for (let day = 10; day < 13; day++) {
      const reports = start(() => new Date(`2026-01-${day}T00:00:00Z`))
      for (let time = 0; time < 1000; time++) reports.write({ what: 'page-error' })
    }
    expect(files()).toHaveLength(20)
    expect(files().some((name) => name.startsWith('2026-01-10'))).toBe(false)
    expect(start().count()).toBe(20)
  })

  it('do no harm where nothing can be written', () => {
    writeFileSync(join(folder, 'problems'), 'a file in their place')
    chmodSync(folder, 0o500)
    const reports = start()
    expect(() => reports.write({ what: 'main-error' })).not.toThrow()
    expect(reports.count()).toBe(0)
    chmodSync(folder, 0o700)
  })
})
