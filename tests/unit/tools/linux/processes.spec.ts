import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { firstLine, lastWords, startCompanion } from '../../../../tools/linux/processes.ts'
import { cleaning } from '../cleaning.ts'

const { ends } = cleaning()
const MODULE = join(import.meta.dirname, '../../../../tools/linux/processes.ts')

/** A process that starts a companion, and says nothing more of its own. */
function startParent() {
  const code = `
    import { startCompanion } from ${JSON.stringify(MODULE)}
    await startCompanion('sh', ['-c', 'echo ready; exec sleep 60'], { stdio: ['ignore', 'inherit', 'inherit'] })`
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

describe.runIf(process.platform === 'linux')('a companion', () => {
  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('ends with us, even when %s ends us', async (signal) => {
    const parent = startParent()
    await once(createInterface(parent.stdout), 'line')
    // The companion holds the other end of this pipe: it closes when both are gone.
    const both = Promise.all([once(parent, 'exit'), once(parent.stdout, 'close')])
    parent.kill(signal)
    await both
    expect(parent.signalCode).toBe(signal)
  })

  it('is the program itself, not one around it', async () => {
    const { child, pid } = ends(await startCompanion('sh', ['-c', 'echo $$; read x'], { stdio: 'pipe' }))
    expect(Number(await firstLine(child.stdout, 'sh'))).toBe(pid)
  })

  it('that is not installed is told by name', async () => {
    const { child } = ends(
      await startCompanion('no-such-program', [], { stdio: ['ignore', 'pipe', 'ignore'] }),
    )
    await expect(firstLine(child.stdout, 'no-such-program')).rejects.toThrow(
      /^no-such-program did not start: missing no-such-program; .*install/,
    )
  })

  it('that ends too early is told by its last words', async () => {
    const { child } = ends(
      await startCompanion('sh', ['-c', 'echo no room >&2; exit 3'], { stdio: ['ignore', 'pipe', 'pipe'] }),
    )
    await expect(firstLine(child.stdout, 'sh', lastWords(child.stderr))).rejects.toThrow(
      'sh ended before it was ready: no room',
    )
  })

  it('stops at once when it has ended before', async () => {
    const companion = await startCompanion('true', [])
    await companion.gone()
    await companion.stop()
    expect(companion.child.exitCode).toBe(0)
  })
})
