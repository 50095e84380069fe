import { describe, expect, it } from 'vitest'
import type { PageError } from '../../../../src/contract/index.ts'
import { pageErrorOf, useProblems } from '../../../../src/renderer/app/problems.ts'
import { createFakeBridge, ok } from '../fake-bridge.ts'
import { settled, withBridge } from '../with-bridge.ts'

const SECRET = 'k7f3m9x2q8wz4tj6ra5vhb1ncd'

const withStack = (error: Error, ...lines: string[]): Error =>
  Object.assign(error, { stack: [`${error.name}: ${error.message}`, ...lines].join('\n') })

describe('what is told of an error', () => {
  it('is its class and its places in our files, and none of its words', () => {
    const error = withStack(
      new TypeError(`"${SECRET}" is not ${SECRET}`),
      '    at save (app://webitel-tokens/assets/index-DkT2.js:1:2345)',
      `    at Object.${SECRET} (app://webitel-tokens/assets/index-DkT2.js:6:7)`,
      '    at app://webitel-tokens/assets/index-DkT2.js:8:9',
      '    at async Promise.all (index 0)',
    )
    expect(pageErrorOf(error)).toEqual({
      name: 'TypeError',
      places: [
        { file: 'index-DkT2.js', line: 1, column: 2345 },
        { file: 'index-DkT2.js', line: 6, column: 7 },
        { file: 'index-DkT2.js', line: 8, column: 9 },
      ],
    })
  })

  it('is nothing, of what is no error or calls itself by a name of its own', () => {
    for (const thrown of [
      SECRET,
      undefined,
      { stack: SECRET },
      withStack(Object.assign(new Error(), { name: SECRET })),
    ])
      expect(pageErrorOf(thrown)).toEqual({ name: 'Error', places: [] })
  })

  it('is no more than main takes', () => {
    const lines = Array.from(
      { length: 500 },
      (_, at) => `    at f (app://webitel-tokens/assets/a.js:${at}:1)`,
    )
    expect(pageErrorOf(withStack(new Error(), ...lines)).places).toHaveLength(20)
  })
})

describe('problems', () => {
  it('are shown and reported, once each, until they were seen', async () => {
    const bridge = withBridge(createFakeBridge())
    const reported: PageError[] = []
    bridge.request['problem:report'] = async (error) => ok(void reported.push(error))
    const problems = useProblems()
    await problems.report(new RangeError(SECRET))
    expect(problems.current).toBe('page')
    expect(reported).toMatchObject([{ name: 'RangeError' }])
    problems.dismiss()
    expect(problems.current).toBeUndefined()
  })

  it('of main are taken when it says so, and those of before at the start', async () => {
    const bridge = withBridge(createFakeBridge())
    bridge.request['problem:take'] = async () => ok('page-ended')
    const problems = useProblems()
    await problems.start()
    expect(problems.current).toBe('page-ended')
    bridge.request['problem:take'] = async () => ok('main')
    bridge.emit('problem:happened', undefined)
    await settled()
    expect(problems.current).toBe('main')
  })
})
