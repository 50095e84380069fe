import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { hold } from '../../../../tools/tour/one-at-a-time.ts'
import { cleaning } from '../cleaning.ts'

const { folder } = cleaning()
const MODULE = join(import.meta.dirname, '../../../../tools/tour/one-at-a-time.ts')

/** Another process that holds the file, and never lets go of it. */
async function holder(path: string) {
  const code = `
    import { hold } from ${JSON.stringify(MODULE)}
    globalThis.kept = hold(${JSON.stringify(path)})
    console.log(kept ? 'held' : 'refused')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { child, line }
}

describe('a hold', () => {
  it('is refused while another process has it', async () => {
    const path = join(await folder(), 'out', 'running.lock')
    const { child, line } = await holder(path)
    expect(line).toBe('held')
    expect(hold(path)).toBeUndefined()
    child.kill('SIGKILL')
    await once(child, 'exit')
  })

  it('ends with a process that was killed', async () => {
    const path = join(await folder(), 'running.lock')
    const { child } = await holder(path)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const held = hold(path)
    expect(held).toBeDefined()
    held?.release()
  })

  it('can be taken again after its release', async () => {
    const path = join(await folder(), 'running.lock')
    hold(path)?.release()
    const again = hold(path)
    expect(again).toBeDefined()
    again?.release()
  })
})
