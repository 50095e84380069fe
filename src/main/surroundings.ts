import type { AppInfo } from '../contract/index.ts'
import type { KeychainProcess } from './keychain/turns.ts'
import type { Clipboard } from './reveal/clipboard.ts'
import type { FileProcess, WriteFile } from './reveal/file-writer.ts'
import type { Save } from './reveal/reveals.ts'
import type { Storage } from './storage/storage.ts'
import type { CreationOptions } from './tokens/creation.ts'
import type { Fetch, Timeouts } from './webitel/wire.ts'

/** Everything outside this process that the services use, except the profile folder. Tests pass their own. */
export interface Surroundings {
  readonly info: () => AppInfo
  /** The log file's path. */
  readonly log: string
  /** @param server origin; requests to any other origin are cancelled */
  readonly transports: (server: string) => { readonly fetch: Fetch; readonly fetchOnce: Fetch }
  readonly spawnKeychain: () => KeychainProcess
  readonly spawnFileWriter: () => FileProcess
  readonly clipboard: Clipboard
  /** Asks the user where to save. */
  readonly saver: (storage: Storage, write: WriteFile) => Save
  /**
   * Timeouts of requests, and pauses between the checks for a lost create. By default the application's own.
   */
  readonly timeouts?: Timeouts
  readonly pauses?: CreationOptions['pauses']
}
