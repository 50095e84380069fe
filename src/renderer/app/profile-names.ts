import type { SavedServer } from '../../contract/index.ts'
import { plain } from '../ui/plain.ts'

/** `https://` goes without saying. */
export const hostOf = (server: string): string => server.replace(/^https:\/\//, '')

/** What the person calls it, else its host. */
export const profileName = ({ name, server }: Pick<SavedServer, 'name' | 'server'>): string =>
  plain(name ?? hostOf(server))
