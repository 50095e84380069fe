import { contextBridge, ipcRenderer } from 'electron'
import type { EventChannel, RequestChannel } from '../contract/index.ts'

// A record, so that the compiler names a channel that is missing here or does not exist.
const requests: Record<RequestChannel, true> = {
  'app:info': true,
  'request:cancel': true,
  'settings:read': true,
  'settings:change': true,
  'keychain:state': true,
  'keychain:retry': true,
  'session:state': true,
  'session:sign-in': true,
  'session:sign-out': true,
  'session:renew': true,
  'session:give-up': true,
  'session:forget': true,
  'users:list': true,
  'users:read': true,
  'tokens:list': true,
  'tokens:create': true,
  'tokens:rename': true,
  'tokens:enable': true,
  'lost:current': true,
  'lost:check': true,
  'lost:settle': true,
  'reveal:current': true,
  'reveal:copy': true,
  'reveal:save': true,
  'reveal:close': true,
  'jobs:start': true,
  'jobs:stop': true,
  'jobs:current': true,
  'jobs:dismiss': true,
  'jobs:copy-report': true,
  'problem:report': true,
  'problem:take': true,
  'diagnostics:read': true,
  'diagnostics:copy': true,
  'window:close': true,
}
const events: Record<EventChannel, true> = {
  'session:changed': true,
  'session:ended': true,
  'keychain:changed': true,
  'settings:changed': true,
  'job:changed': true,
  'menu:command': true,
  'window:close-asked': true,
  'problem:happened': true,
}

const ask =
  (channel: string) =>
  (...args: unknown[]) =>
    ipcRenderer.invoke(channel, ...args)

const bridge = {
  request: Object.fromEntries(Object.keys(requests).map((channel) => [channel, ask(channel)])),
  on: (channel: string, listener: (event: unknown) => void) => {
    if (!Object.hasOwn(events, channel)) throw new TypeError('No such event')
    // The listener gets the value alone: Electron's event would hand the page an ipcRenderer.
    const heard = (_: unknown, value: unknown) => listener(value)
    ipcRenderer.on(channel, heard)
    return () => void ipcRenderer.off(channel, heard)
  },
}

contextBridge.exposeInMainWorld('webitel', bridge)
