import type { AppInfo } from '../contract/index.ts'
import type { KeychainProcess } from './keychain/turns.ts'
import type { Clipboard } from './reveal/clipboard.ts'
import type { FileProcess, WriteFile } from './reveal/file-writer.ts'
import type { Save } from './reveal/reveals.ts'
import type { Storage } from './storage/storage.ts'
import type { CreationOptions } from './tokens/creation.ts'
import type { Fetch, Timeouts } from './webitel/wire.ts'

/** All that the services reach outside of this process, apart from the profile folder: Electron's, or a test's. */
export interface Surroundings {
  readonly info: () => AppInfo
  /** The log file's path. */
  readonly log: string
  /** @param server origin, and the only one that is reached */
  readonly transports: (server: string) => { readonly fetch: Fetch; readonly fetchOnce: Fetch }
  readonly spawnKeychain: () => KeychainProcess
  readonly spawnFileWriter: () => FileProcess
  readonly clipboard: Clipboard
  /** Asks the person where to save. */
  readonly saver: (storage: Storage, write: WriteFile) => Save
  /** Limits of requests, and pauses between the looks for a lost create; absent: the application's own. */
  readonly timeouts?: Timeouts
  readonly pauses?: CreationOptions['pauses']
}
