import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { onSystemEnd } from '../../../../src/main/closing/system-end.ts'

function system(platform: NodeJS.Platform) {
  const process = Object.assign(new EventEmitter(), { platform })
  const powerMonitor = new EventEmitter()
  const window = new EventEmitter()
  const end = vi.fn()
  const systemEnd = onSystemEnd(
    { process: process as unknown as NodeJS.Process, powerMonitor: powerMonitor as Electron.PowerMonitor },
    end,
  )
  systemEnd.watch(window as Electron.BrowserWindow)
  return { process, powerMonitor, window, end, systemEnd }
}

describe('onSystemEnd', () => {
  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'])('ends on %s, once', (signal) => {
    const { process, end, systemEnd } = system('linux')
    expect(systemEnd.isEnding()).toBe(false)
    process.emit(signal, signal)
    process.emit(signal, signal)
    process.emit('SIGTERM', 'SIGTERM')
    expect(end).toHaveBeenCalledTimes(1)
    expect(systemEnd.isEnding()).toBe(true)
  })

  it('replaces the listeners of libraries, so that libuv installs its handler again', () => {
    const process = Object.assign(new EventEmitter(), { platform: 'linux' })
    const resend = vi.fn()
    process.on('SIGTERM', resend)
    const removed = vi.fn()
    process.on('removeListener', () => removed(process.listenerCount('SIGTERM')))
    onSystemEnd(
      { process: process as unknown as NodeJS.Process, powerMonitor: new EventEmitter() as never },
      vi.fn(),
    )
    process.emit('SIGTERM', 'SIGTERM')
    expect(removed).toHaveBeenCalledWith(0)
    expect(resend).not.toHaveBeenCalled()
  })

  it.each(['linux', 'darwin'] as const)('ends when %s shuts down, and has it wait', (platform) => {
    const { powerMonitor, end } = system(platform)
    const preventDefault = vi.fn()
    powerMonitor.emit('shutdown', { preventDefault })
    expect([end.mock.calls.length, preventDefault.mock.calls.length]).toEqual([1, 1])
  })

  it('ends on a shutdown that brings no event', () => {
    const { powerMonitor, end } = system('linux')
    powerMonitor.emit('shutdown')
    expect(end).toHaveBeenCalledTimes(1)
  })

  it('ends when Windows tells the window that the session ends', () => {
    const { window, end } = system('win32')
    window.emit('session-end', { reasons: ['logoff'] })
    expect(end).toHaveBeenCalledTimes(1)
  })

  it('ignores that Windows asks: the person may still cancel the log-off', () => {
    const { window, end } = system('win32')
    window.emit('query-session-end', { reasons: ['logoff'] })
    expect(end).not.toHaveBeenCalled()
  })
})
