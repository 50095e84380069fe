import type { App, Session } from 'electron'

/**
 * The spell checker downloads dictionaries from redirector.gvt1.com as soon as an Electron session exists,
 * even with `spellcheck: false` in its windows and after `setSpellCheckerEnabled(false)`. Without a language,
 * it downloads nothing. On macOS the system's own spell checker is used: it downloads nothing, and Electron
 * ignores this call.
 */
export function downloadNoDictionaries(session: Session): void {
  if (process.platform !== 'darwin') session.setSpellCheckerLanguages([])
}

/**
 * Resolves host names only with the system's resolver. By default, if that is a well-known one (8.8.8.8,
 * 1.1.1.1), Chromium uses its DNS-over-HTTPS server instead, a host that the user did not choose. Call it
 * after `ready`.
 */
export function useSystemResolver(app: App): void {
  app.configureHostResolver({ secureDnsMode: 'off' })
}
