import { appInfo } from './diagnostics/info.ts'
import { logFile } from './diagnostics/log.ts'
import { spawnKeychainProcess } from './keychain/electron-process.ts'
import { electronTransports } from './network/electron-fetch.ts'
import { electronClipboard } from './reveal/electron-clipboard.ts'
import { spawnFileProcess } from './reveal/electron-file-process.ts'
import { createSaver } from './reveal/save-dialog.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * @param folder the profile folder
 * @param built the folder of main's built files
 */
export const electronSurroundings = (folder: string, built: string): Surroundings => ({
  info: appInfo,
  log: logFile(folder),
  transports: electronTransports,
  spawnKeychain: () => spawnKeychainProcess(built),
  spawnFileWriter: () => spawnFileProcess(built),
  clipboard: electronClipboard,
  saver: createSaver,
})
