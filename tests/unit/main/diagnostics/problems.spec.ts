import { describe, expect, it } from 'vitest'
import { createProblems } from '../../../../src/main/diagnostics/problems.ts'
import type { Report } from '../../../../src/main/diagnostics/reports.ts'
import { summaryOf } from '../../../../src/main/diagnostics/summary.ts'
import { nameOf, placesOf } from '../../../../src/main/diagnostics/thrown.ts'

const SECRET = 'k7f3m9x2q8wz4tj6ra5vhb1ncd'

function setUp() {
  const written: Report[] = []
  const logged: unknown[] = []
  let told = 0
  const problems = createProblems({
    reports: { write: (report) => void written.push(report), folder: '/profile/problems', count: () => 0 },
    log: (...line) => void logged.push(line),
    tell: () => void told++,
  })
  return { problems, written, logged, told: () => told }
}

describe('problems', () => {
  it('of main: written without their words, told, and taken once', () => {
    const { problems, written, logged, told } = setUp()
    problems.ofMain('main-error', new TypeError(`no ${SECRET}`))
    expect(written).toMatchObject([{ what: 'main-error', name: 'TypeError' }])
    expect(written[0]?.places?.[0]?.file).toBe('problems.spec.ts')
    expect(JSON.stringify([written, logged])).not.toContain(SECRET)
    expect(told()).toBe(1)
    expect(problems.take()).toBe('main')
    expect(problems.take()).toBeUndefined()
  })

  it('of what is no error at all', () => {
    const { problems, written } = setUp()
    for (const thrown of [
      SECRET,
      undefined,
      null,
      { message: SECRET },
      Object.assign(new Error(), { name: SECRET }),
    ])
      problems.ofMain('main-rejection', thrown)
    expect(JSON.stringify(written)).not.toContain(SECRET)
    expect(written.map(({ name }) => name)).toEqual(Array.from({ length: 5 }, () => 'Error'))
  })

  it('of a page that ended: the next page takes it', () => {
    const { problems, written } = setUp()
    problems.pageEnded({ reason: 'oom', exitCode: 9 })
    expect(written).toEqual([{ what: 'page-ended', reason: 'oom', exitCode: 9 }])
    expect(problems.take()).toBe('page-ended')
  })

  it('of a page: that shows them itself', () => {
    const { problems, written } = setUp()
    problems.ofPage({ name: 'RangeError', places: [] })
    expect(written).toEqual([{ what: 'page-error', name: 'RangeError', places: [] }])
    expect(problems.take()).toBeUndefined()
  })
})

describe('what is kept of something thrown', () => {
  it('is its class and its places', () => {
    const thrown = new RangeError(`${SECRET}\n    at ${SECRET} (a.js:1:2)`)
    expect(nameOf(thrown)).toBe('RangeError')
    expect(placesOf(thrown).at(1)).toMatchObject({ file: 'problems.spec.ts' })
    expect(JSON.stringify(placesOf(thrown))).not.toContain(SECRET)
    expect(placesOf('text')).toEqual([])
  })
})

describe('the summary', () => {
  it('has a line for each thing that helps', () => {
    const info = {
      version: '1',
      electron: '2',
      chrome: '3',
      node: '4',
      platform: 'linux',
      locale: 'uk',
    } as const
    const reports = { folder: '/p/problems', count: 2 }
    const text = summaryOf({ info, system: 'OS', folder: '/p', log: '/p/l', reports, keychain: 'locked' })
    expect(text.split('\n')).toEqual([
      'Webitel Tokens: 1',
      'Electron: 2',
      'Chromium: 3',
      'Node: 4',
      'System: OS',
      'Locale: uk',
      'Profile folder: /p',
      'Log: /p/l',
      'Problem reports: 2, in /p/problems',
      'Keychain: locked',
    ])
  })
})
