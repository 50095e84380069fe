import { contextBridge, ipcRenderer } from 'electron'
import { events, requests } from './channels.ts'
import { removeWebRtc } from './remove-webrtc.ts'

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

removeWebRtc()
contextBridge.exposeInMainWorld('webitel', bridge)
