import { app } from 'electron'
import { setTimeout as pause } from 'node:timers/promises'
import type { SecretStore } from './port.ts'

/** Milliseconds: time enough for one that answers at all. */
const PATIENCE = 1000

/** Quitting waits for a keychain: a token that was dealt with is not left there until the next start, which may never come. */
export function endAfter(keychain: SecretStore): void {
  let waited = false
  app.on('will-quit', (event) => {
    const underWay = waited ? undefined : keychain.underWay()
    if (!underWay) return keychain.close()
    event.preventDefault()
    waited = true
    void Promise.race([underWay, pause(PATIENCE)]).then(() => app.quit())
  })
}
