import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Person, ProfileId, TokenId, UserId } from '../../../src/contract/index.ts'
import type { KeychainAnswer, KeychainAsk } from '../../../src/main/keychain/messages.ts'
import { profileIdOf } from '../../../src/main/session/profiles.ts'
import type { TokenRow, WebitelServer } from '../../../tools/webitel-server/index.ts'
import { memoryClipboard } from '../../unit/main/support/clipboard.ts'

/** Of Linux. A killed process loses nothing that it wrote, so nothing is gained by waiting for a disk. */
const IN_MEMORY = '/dev/shm'

/** One of two servers, at which the same person has an account of the same user id. */
export type Side = 0 | 1
export const SIDES = [0, 1] as const

/** How the keychain answers. `hangs`: it is given up; `hangs, done`: as well, but it does what it was asked. */
export type Mood = 'open' | 'late' | 'locked' | 'hangs' | 'hangs, done'

/** A token that a server held at some time. */
export interface Held extends TokenRow {
  readonly side: Side
  readonly id: TokenId
}

/** What outlives the application: its folder, the keychain, the clipboard and the servers. */
export interface Desktop {
  readonly folder: string
  /** Where tokens are saved. */
  readonly saved: string
  readonly keychain: ReturnType<typeof memoryKeychainService>
  readonly clipboard: ReturnType<typeof memoryClipboard>
  readonly servers: readonly [WebitelServer, WebitelServer]
  readonly profiles: readonly [ProfileId, ProfileId]
  readonly owners: readonly [Person, Person]
  /** Every token that the servers have held so far, by its id. */
  readonly tokens: () => ReadonlyMap<TokenId, Held>
  readonly isHeld: (id: TokenId) => boolean
  readonly remove: () => void
}

export function createDesktop(servers: Desktop['servers']): Desktop {
  const folder = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'webitel-tokens-lives-'))
  const saved = join(folder, 'saved')
  mkdirSync(saved)
  const ever = new Map<TokenId, Held>()
  const [first] = servers
  const owners = (['admin', 'empty'] as const).map((role): Person => {
    const { userId, name } = first.login(role)
    return { id: userId as UserId, name }
  })
  for (const { state } of servers)
    for (const { id } of owners) for (const token of state.tokensOf(id)) state.deleteToken(token.id)
  const tokens = () => {
    for (const side of SIDES)
      for (const { id } of owners)
        for (const token of servers[side].state.tokensOf(id))
          ever.set(token.id as TokenId, { ...token, id: token.id as TokenId, side })
    return ever
  }
  return {
    folder,
    saved,
    keychain: memoryKeychainService(),
    clipboard: memoryClipboard(),
    servers,
    profiles: profilesOf(servers),
    owners: owners as unknown as Desktop['owners'],
    tokens,
    isHeld: (id) => servers.some(({ state }) => state.token(id) !== undefined),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const profilesOf = ([one, other]: Desktop['servers']): Desktop['profiles'] => [
  profileIdOf(one.url, one.login('admin').login),
  profileIdOf(other.url, other.login('admin').login),
]

/** The system's keychain, behind the process that the application asks. */
function memoryKeychainService() {
  const entries = new Map<string, string>()
  let mood: Mood = 'open'

  function perform({ id, service, account, ...ask }: KeychainAsk): KeychainAnswer {
    const entry = `${service}\n${account}`
    if (ask.kind === 'set') entries.set(entry, ask.secret)
    if (ask.kind === 'remove') entries.delete(entry)
    const secret = ask.kind === 'get' ? (entries.get(entry) ?? null) : null
    const prefix = `${service}\n`
    const accounts = [...entries.keys()].flatMap((key) =>
      key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
    )
    return { id, ok: true, secret, ...(ask.kind === 'list' ? { accounts } : {}) }
  }

  return {
    /** The names of its entries. */
    accounts: () => [...entries.keys()].map((entry) => entry.slice(entry.indexOf('\n') + 1)),
    mood: () => mood,
    be: (next: Mood) => void (mood = next),
    perform: (ask: KeychainAsk): KeychainAnswer =>
      mood === 'locked' ? { id: ask.id, ok: false, state: 'locked' } : perform(ask),
  }
}
