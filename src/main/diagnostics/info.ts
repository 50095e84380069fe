import { app } from 'electron'
import type { AppInfo } from '../../contract/index.ts'

/** Versions and the system's regional format. */
export function appInfo(): AppInfo {
  const { electron, chrome, node } = process.versions
  const platform = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux'
  return {
    version: app.getVersion(),
    electron,
    chrome,
    node,
    platform,
    locale: locale(),
  }
}

/** `en-US@posix` and the like are no language tags. */
function locale(): string {
  const tag = (app.getSystemLocale() || app.getLocale()).replace(/[@.].*$/, '')
  return Intl.DateTimeFormat.supportedLocalesOf(tag)[0] ?? 'en'
}
