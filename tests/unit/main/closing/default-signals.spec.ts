import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const MODULE = join(import.meta.dirname, '../../../../src/main/closing/default-signals.ts')

/** Listens, then runs no JavaScript any more, as under an error box of the system. */
const BLOCKED = `
  import { writeSync } from 'node:fs'
  import { restoreDefaultSignals } from ${JSON.stringify(MODULE)}
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(signal, () => undefined)
  restoreDefaultSignals(process)
  writeSync(1, 'blocked')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000)
  process.exit(0)
`

it.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)(
  'a process that shows an error box is ended by %s',
  async (signal) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', BLOCKED], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([null, signal])
  },
)
