import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { end } from '../../../../tools/driver/end.ts'

/** A program that leads a group, as Playwright starts one, and has started another in its way: that one says its id. */
async function startPair(way: string) {
  const child = spawn('sh', ['-c', `${way} sh -c 'echo $$; exec sleep 60' & exec sleep 60`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { child, other: Number(line), closed: once(child, 'close') }
}

/** Empty once it has ended, though nobody may have asked yet how. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

describe.runIf(process.platform === 'linux')('a program that is ended', () => {
  it('takes with it what it started, even what was stopped', async () => {
    const { child, other, closed } = await startPair('')
    process.kill(other, 'SIGSTOP')
    await end(child)
    await closed
    expect(child.signalCode).toBe('SIGKILL')
    await expect.poll(() => commandOf(other)).toBe('')
  })

  it('is waited for no longer than it lives, whatever holds its pipes', async () => {
    const { child, other, closed } = await startPair('setsid')
    await end(child)
    await closed
    expect(commandOf(other)).toContain('sleep')
    process.kill(other, 'SIGKILL')
  })

  it('may have ended before what it started', async () => {
    const { child, other, closed } = await startPair('')
    child.kill('SIGKILL')
    await once(child, 'exit')
    await end(child)
    await closed
    await expect.poll(() => commandOf(other)).toBe('')
  })
})
