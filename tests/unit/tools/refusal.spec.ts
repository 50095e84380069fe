import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const MODULE = join(import.meta.dirname, '../../../tools/refusal.ts')

function script(body: string) {
  const code = `
    import { mkdirSync } from 'node:fs'
    import { parseArgs } from 'node:util'
    import { Refusal, runScript } from ${JSON.stringify(MODULE)}
    await runScript(async () => { ${body} })`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  })
  return { status, said: stderr.trim() }
}

describe('a script', () => {
  it('ends with the status of its work', () => {
    expect(script('return 0')).toEqual({ status: 0, said: '' })
    expect(script('return 3').status).toBe(3)
  })

  it('says a refusal in one line, without a stack', () => {
    expect(script(`throw new Refusal('Run: npm run setup')`)).toEqual({
      status: 1,
      said: 'Run: npm run setup',
    })
  })

  it('says what the system refused without a stack', () => {
    const { status, said } = script(`mkdirSync('/proc/none/none'); return 0`)
    expect(said).toMatch(/^ENOENT: .*$/)
    expect(status).toBe(1)
  })

  it('says a mistyped option without a stack', () => {
    const { status, said } = script(`parseArgs({ args: ['--sever'], options: {} }); return 0`)
    expect(said).toMatch(/^Unknown option '--sever'.*$/)
    expect(status).toBe(1)
  })

  it('keeps the stack of a programming error', () => {
    const { status, said } = script('return undefined.length')
    expect(said).toMatch(/TypeError: .*\n +at /)
    expect(status).toBe(1)
  })
})
