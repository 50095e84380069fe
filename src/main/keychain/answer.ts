import type Keytar from 'keytar'
import type { KeychainAnswer, KeychainAsk } from './messages.ts'

type Unusable = Extract<KeychainAnswer, { ok: false }>['state']
type Done = Pick<Extract<KeychainAnswer, { ok: true }>, 'secret' | 'accounts'>

/** What the system says of its keyrings beside keytar. */
export interface Keyrings {
  readonly isOpen: () => Promise<boolean>
  /** Whether "there is no such entry" can't be believed. */
  readonly mayHold: (service: string, account: string) => Promise<boolean>
  readonly unlock: () => Promise<boolean>
}

/** Of macOS and Windows: they ask by themselves, when an entry is read or written, and say what failed. */
export const TALKATIVE: Keyrings = {
  isOpen: async () => true,
  mayHold: async () => false,
  unlock: async () => true,
}

/** @param load keytar, which throws at load where libsecret is missing: so at the first use */
export function createAnswer(load: () => Promise<typeof Keytar>, keyrings: Keyrings) {
  async function whyUnusable({ kind }: KeychainAsk): Promise<Unusable | undefined> {
    try {
      return (await (kind === 'unlock' ? keyrings.unlock() : keyrings.isOpen())) ? undefined : 'locked'
    } catch {
      return 'absent'
    }
  }

  async function perform(ask: KeychainAsk): Promise<Done> {
    const { service, account } = ask
    const keytar = await load()
    switch (ask.kind) {
      case 'get':
        return { secret: await keytar.getPassword(service, account) }
      case 'set':
        await keytar.setPassword(service, account, ask.secret)
        return { secret: null }
      case 'remove':
        await keytar.deletePassword(service, account)
        return { secret: null }
      case 'list':
        // Names only: what they hold stays here.
        return {
          secret: null,
          accounts: (await keytar.findCredentials(service)).map(({ account: name }) => name),
        }
      case 'unlock':
        return { secret: null }
    }
  }

  /** Nothing was found, or removed, as keytar says: which it also says of what is locked away in this moment. */
  const isDoubtful = async ({ kind, service, account }: KeychainAsk, { secret }: Done): Promise<boolean> =>
    secret === null && (kind === 'get' || kind === 'remove') && (await keyrings.mayHold(service, account))

  return async (ask: KeychainAsk): Promise<KeychainAnswer> => {
    const { id } = ask
    const state = await whyUnusable(ask)
    if (state !== undefined) return { id, ok: false, state }
    try {
      const done = await perform(ask)
      return (await isDoubtful(ask, done)) ? { id, ok: false, state: 'locked' } : { id, ok: true, ...done }
    } catch (thrown) {
      return { id, ok: false, state: stateOf(thrown) }
    }
  }
}

/**
 * By the words of macOS ("User interaction is not allowed", "… canceled", "… not correct"), and of a Secret Service that
 * was locked in this moment ("… in a locked collection").
 */
const stateOf = (thrown: unknown): Unusable =>
  /locked|dismissed|denied|interaction|cancel|not correct/i.test(String(thrown)) ? 'locked' : 'absent'
