import { webFrame } from 'electron'

/**
 * Removes the constructors of WebRTC from the page before its first script runs
 * (`src/main/security/webrtc.ts`). The code must run in the page's own world, because the preload script has
 * its own globals.
 */
export function removeWebRtc(): void {
  void webFrame.executeJavaScript(`
    for (const name of Object.getOwnPropertyNames(globalThis))
      if (/^(webkit)?RTC/.test(name)) delete globalThis[name]
  `)
}
