import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { showWhenReady } from '../../../../src/main/window/show-when-ready.ts'

function hiddenWindow({ destroyed = false } = {}) {
  let isVisible = false
  const show = vi.fn(() => void (isVisible = true))
  const window = Object.assign(new EventEmitter(), {
    isDestroyed: () => destroyed,
    isVisible: () => isVisible,
    show,
    webContents: new EventEmitter(),
  })
  const onShown = vi.fn()
  showWhenReady(window, onShown)
  return { window, show, onShown }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('showWhenReady', () => {
  it('shows the window when it is painted', async () => {
    const { window, show, onShown } = hiddenWindow()
    window.webContents.emit('did-finish-load')
    window.emit('ready-to-show')
    await vi.runAllTimersAsync()
    expect([show.mock.calls.length, onShown.mock.calls]).toEqual([1, [['ready-to-show']]])
  })

  it.each(['did-finish-load', 'did-fail-load'])(
    'shows it at %s when ready-to-show never comes',
    async (event) => {
      const { window, show, onShown } = hiddenWindow()
      window.webContents.emit(event)
      await vi.advanceTimersByTimeAsync(0)
      expect([show.mock.calls.length, onShown.mock.calls]).toEqual([1, [[event]]])
    },
  )

  it('shows it after three seconds when nothing is told', async () => {
    const { show, onShown } = hiddenWindow()
    await vi.advanceTimersByTimeAsync(2999)
    expect(show).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect([show.mock.calls.length, onShown.mock.calls]).toEqual([1, [['timeout']]])
  })

  it('leaves a window alone that was destroyed', async () => {
    const { window, show } = hiddenWindow({ destroyed: true })
    window.emit('ready-to-show')
    await vi.runAllTimersAsync()
    expect(show).not.toHaveBeenCalled()
  })

  it('does not show again a window that a second start has shown', async () => {
    const { window, show, onShown } = hiddenWindow()
    window.show()
    window.emit('ready-to-show')
    await vi.runAllTimersAsync()
    expect([show.mock.calls.length, onShown.mock.calls]).toEqual([1, [['ready-to-show']]])
  })
})
