import { vi } from 'vitest'
import type { NewToken, ProfileId, Token, TokenId, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createCreation, type CreationOptions } from '../../../../src/main/tokens/creation.ts'
import { createIntents, type StoredIntent } from '../../../../src/main/tokens/intents.ts'
import type { Created, TokensApi } from '../../../../src/main/webitel/tokens.ts'
import { memoryStore } from './store.ts'

export const request: NewToken = {
  owner: { id: '1' as UserId, name: 'Olena' },
  usage: 'CRM',
}
export const token = (id: string): Token => ({
  id: id as TokenId,
  usage: 'CRM',
})
export const ME = {
  id: '7' as UserId,
  name: 'Me',
  username: 'me',
  extension: '',
}
export const signal = () => new AbortController().signal

/** A list that is what it is at the time of asking, and a create that does what it is told. */
export function world(
  create: (held: Token[], onLate?: (created: Created) => void) => Promise<Created>,
  isRestoring = false,
) {
  const held: Token[] = [token('old')]
  const named = vi.fn(async () => [...held])
  const reveal = vi.fn<CreationOptions['reveal']>(async () => undefined)
  const signedIn: { profile: ProfileId | undefined } = {
    profile: 'p' as ProfileId,
  }
  const asked: ProfileId[] = []
  const api = () => {
    const { profile } = signedIn
    if (profile === undefined) throw failure('session-ended')
    const listed = () => {
      asked.push(profile)
      if (signedIn.profile !== profile) throw failure('session-ended')
      return named()
    }
    const read = async (_: UserId, id: TokenId, until?: AbortSignal) => {
      if (until?.aborted) throw failure('cancelled')
      const found = (await listed()).find((one) => one.id === id)
      if (!found) throw failure('not-found')
      return found
    }
    async function* all() {
      yield { items: await listed(), next: false }
    }
    const creating: TokensApi['create'] = (_, __, onLate) => create(held, onLate)
    return { all, read, create: creating }
  }
  /** What is on disk: it outlives a start. */
  const file = memoryStore<StoredIntent[]>([])
  const readable = new Set<string>()
  const restoring = Promise.withResolvers<void>()
  if (!isRestoring) restoring.resolve()
  const onLost = vi.fn()
  const onAlsoNew = vi.fn<CreationOptions['onAlsoNew']>()
  const onAnswered = vi.fn<NonNullable<CreationOptions['onAnswered']>>()
  const begin = () =>
    createCreation({
      api,
      reveal,
      account: () =>
        signedIn.profile && {
          profileId: signedIn.profile,
          server: 'https://cc.example.com',
          user: ME,
        },
      intents: createIntents(file),
      restored: () => restoring.promise,
      isReadable: async (id) => readable.has(id),
      onLost,
      onAlsoNew,
      onAnswered,
      pauses: [0, 0, 0],
    })
  return {
    held,
    named,
    reveal,
    creation: begin(),
    begin,
    signedIn,
    asked,
    file,
    readable,
    restoring,
    onLost,
    onAlsoNew,
    onAnswered,
  }
}

export const lostAfter = (made: readonly string[]) => async (held: Token[]) => {
  held.push(...made.map(token))
  throw failure('connection-lost')
}
