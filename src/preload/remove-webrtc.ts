import { webFrame } from 'electron'

/**
 * Takes the constructors of WebRTC out of the page before its first script runs (`src/main/security/webrtc.ts`). It has
 * to happen in the page's own world: this script runs in another, with other globals.
 */
export function removeWebRtc(): void {
  void webFrame.executeJavaScript(`
    for (const name of Object.getOwnPropertyNames(globalThis))
      if (/^(webkit)?RTC/.test(name)) delete globalThis[name]
  `)
}
