import { release, version } from 'node:os'
import type { Diagnostics } from '../../contract/index.ts'

/** Name and version of the operating system. */
export const systemName = (): string => `${process.platform} ${process.arch}, ${release()}, ${version()}`

/** For a letter to those who help: one line each, nothing of what was typed or done. */
export function summaryOf({ info, system, folder, log, reports, keychain }: Diagnostics): string {
  const lines = {
    'Webitel Tokens': info.version,
    Electron: info.electron,
    Chromium: info.chrome,
    Node: info.node,
    System: system,
    Locale: info.locale,
    'Profile folder': folder,
    Log: log,
    'Problem reports': `${reports.count}, in ${reports.folder}`,
    Keychain: keychain,
  }
  return Object.entries(lines)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
}
