import type { App, Session } from 'electron'

/**
 * The spell checker downloads dictionaries from redirector.gvt1.com as soon as a session exists, whatever its windows
 * say (`spellcheck: false`) and also after `setSpellCheckerEnabled(false)`. Without a language it has nothing to
 * download. On macOS the system checks, and downloads nothing: the call is not there.
 */
export function downloadNoDictionaries(session: Session): void {
  if (process.platform !== 'darwin') session.setSpellCheckerLanguages([])
}

/**
 * Names are looked up by the system's resolver alone. Otherwise, where that is a well-known one (8.8.8.8, 1.1.1.1),
 * Chromium asks its DNS-over-HTTPS server instead: a connection to a host that nobody named. After `ready`.
 */
export function useSystemResolver(app: App): void {
  app.configureHostResolver({ secureDnsMode: 'off' })
}
