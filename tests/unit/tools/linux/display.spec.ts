import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { startDisplay } from '../../../../tools/linux/display.ts'
import { cleaning } from '../cleaning.ts'
import { present } from '../present.ts'

const { ends } = cleaning()

/** @returns what a program that looks at the display is told; nothing, when there is none */
const sizeOf = (display: string): string =>
  spawnSync('xdotool', ['getdisplaygeometry'], {
    env: { ...process.env, DISPLAY: display },
    encoding: 'utf8',
  }).stdout.trim()

describe.runIf(present('Xvfb', 'xdotool'))('a display of our own', () => {
  it('takes a number that is free, beside others', async () => {
    const [one, other] = await Promise.all([startDisplay(), startDisplay()].map(async (it) => ends(await it)))
    expect(one?.name).toMatch(/^:\d+$/)
    expect(one?.name).not.toBe(other?.name)
  })

  it('takes programs until it is stopped', async () => {
    const display = ends(await startDisplay('640x480x24'))
    expect(sizeOf(display.name)).toBe('640 480')
    await display.stop()
    expect(sizeOf(display.name)).toBe('')
  })
})
