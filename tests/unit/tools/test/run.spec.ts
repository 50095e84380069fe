import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const RUN = join(import.meta.dirname, '../../../../tools/test/run.ts')

function runTests(args: readonly string[], changes: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RUN, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...changes },
  })
  return { status, said: stdout + stderr, last: stdout.trim().split('\n').at(-1) }
}

describe('the run of all suites', () => {
  it("takes a suite's numbers from its report, of the tests that were asked for", () => {
    const { status, last } = runTests(['--only', 'unit', '--', 'tests/unit/tools/tally.spec.ts'])
    expect(last).toMatch(/^[1-9] passed, 0 failed$/)
    expect(status).toBe(0)
  })

  it('counts a suite that found no test as failed', () => {
    const { status, last } = runTests(['--only', 'unit', '--', 'tests/unit/no-such.spec.ts'])
    expect(last).toBe('0 passed, 1 failed')
    expect(status).toBe(1)
  })

  it.runIf(process.platform === 'linux')('counts a suite that could not be started, and still sums', () => {
    const { status, said, last } = runTests(['--only', 'e2e'], { PATH: '/nowhere' })
    expect(said).toMatch(/missing .*Xvfb, dbus-daemon, .*; .*xvfb/)
    expect(said).not.toMatch(/^ +at /m)
    expect(last).toBe('0 passed, 1 failed')
    expect(status).toBe(1)
  })

  it.runIf(process.platform === 'linux')('runs unit tests where no D-Bus can be started', () => {
    const { status, last } = runTests(['--only', 'unit', '--', 'tests/unit/tools/tally.spec.ts'], {
      PATH: '/nowhere',
    })
    expect(last).toMatch(/^[1-9] passed, 0 failed$/)
    expect(status).toBe(0)
  })

  it('refuses a suite that there is not, without a pass', () => {
    const { status, said } = runTests(['--only', 'units'])
    expect(said).toContain('No such suite: units')
    expect(said).not.toContain('passed')
    expect(status).not.toBe(0)
  })
})
