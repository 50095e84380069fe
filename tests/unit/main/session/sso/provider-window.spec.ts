import type { EventEmitter } from 'node:events'
import type { Session } from 'electron'
import { expect, it, vi } from 'vitest'
import { showProvider } from '../../../../../src/main/session/sso/provider-window.ts'

const { windows } = vi.hoisted(() => ({ windows: [] as { webContents: EventEmitter }[] }))

/** Only its events: what a window does with them is tried on the running application. */
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events')
  class BrowserWindow extends EventEmitter {
    webContents = Object.assign(new EventEmitter(), {
      loadURL: async () => undefined,
      session: { fetch: async () => new Response('{}') },
    })
    constructor() {
      super()
      windows.push(this)
    }
    removeMenu = (): void => undefined
    setTitle = (): void => undefined
    hide = (): void => undefined
    destroy = (): void => undefined
    isDestroyed = (): boolean => false
  }
  return { BrowserWindow, net: {}, session: {} }
})

const VISIT = { server: 'https://cc.example', address: 'https://cc.example/api/login/x', name: 'X' }

it.each([
  ['a key', 'https://cc.example/app/auth?accessToken=somebody-elses'],
  ['a refusal', 'https://cc.example/app/auth?error=login_required'],
])('a redirect within a frame of a page decides nothing: %s', async (_, url) => {
  const stop = new AbortController()
  const shown = showProvider(VISIT, {} as Session, undefined, stop.signal)
  const event = { url, isMainFrame: false, preventDefault: () => undefined }
  windows.at(-1)?.webContents.emit('will-redirect', event)
  stop.abort()
  await expect(shown).rejects.toThrow('cancelled')
})
