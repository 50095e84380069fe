import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { spawnSuite } from '../../../../tools/test/spawn.ts'

const MODULE = join(import.meta.dirname, '../../../../tools/test/spawn.ts')
const TOOL = `
  process.on('SIGINT', () => { console.log('closed its windows'); process.exit(0) })
  setInterval(() => {}, 1000)
  console.log('ready')`

/** A runner with one suite, that would run for ever. */
function startRunner() {
  const code = `
    import { spawnSuite } from ${JSON.stringify(MODULE)}
    await spawnSuite(['node', '-e', ${JSON.stringify(TOOL)}], {})
    console.log('went on to the next suite')`
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

describe('spawnSuite', () => {
  it('says whether the tool went well', async () => {
    expect(await spawnSuite(['node', '-e', ''], {})).toBe(true)
    expect(await spawnSuite(['node', '-e', 'process.exit(3)'], {})).toBe(false)
    expect(await spawnSuite(['node', '-e', 'process.abort()'], {})).toBe(false)
  })

  it('hands its variables to the tool', async () => {
    expect(await spawnSuite(['node', '-e', 'process.exit(Number(process.env.CODE))'], { CODE: '1' })).toBe(
      false,
    )
  })

  it.runIf(process.platform !== 'win32').each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('lets the tool end in order at %s, ends after it and starts no other', async (signal, code) => {
    const runner = startRunner()
    const lines = createInterface(runner.stdout)
    await once(lines, 'line')
    const rest = text(runner.stdout)
    runner.kill(signal)
    const [[exit], said] = await Promise.all([once(runner, 'exit'), rest])
    expect(said.trim()).toBe('closed its windows')
    expect(exit).toBe(code)
  })
})
