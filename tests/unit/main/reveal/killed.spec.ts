import { expect, it } from 'vitest'
import type { KeychainState, ProfileId, Token, TokenId, UserId } from '../../../../src/contract/index.ts'
import { createClipboardClock } from '../../../../src/main/reveal/clipboard-clock.ts'
import { intentFor, waitingFor } from '../../../../src/main/reveal/of-intent.ts'
import { createPending, type PendingRecord } from '../../../../src/main/reveal/pending.ts'
import { createReveals } from '../../../../src/main/reveal/reveals.ts'
import { createCreation } from '../../../../src/main/tokens/creation.ts'
import { createIntents, type StoredIntent } from '../../../../src/main/tokens/intents.ts'
import { memoryClipboard } from '../support/clipboard.ts'
import { memoryKeychain } from '../support/keychain.ts'
import { memoryStore } from '../support/store.ts'

const ME = { id: '7' as UserId, name: 'Me', username: 'me', extension: '' }
const REQUEST = { owner: { id: '1' as UserId, name: 'Olena' }, usage: 'CRM' }

/** Files, a keychain and a server that outlive a start; the services on them as one start has them. */
function computer(state: KeychainState) {
  const keychain = memoryKeychain()
  keychain.be(state)
  const records = memoryStore<PendingRecord[]>([])
  const creates = memoryStore<StoredIntent[]>([])
  const held: Token[] = []
  const api = {
    async *all() {
      yield { items: held, next: false }
    },
    read: async () => held[0] as Token,
    async create() {
      const token = { id: 'made' as TokenId, usage: 'CRM', createdBy: ME }
      held.push(token)
      return { token, secret: 's3cret' }
    },
  }
  function start() {
    const intents = createIntents(creates)
    const pending = createPending(records, keychain.store, () => true)
    const reveals = createReveals({
      clock: createClipboardClock(memoryClipboard(), () => undefined),
      pending,
      save: async () => ({ kind: 'cancelled' }),
      settings: () => ({ clipboardSeconds: 60 }),
      onSafe: intents.end,
      onUnreadable: (record) => intents.put(intentFor(record)),
      onUsed(id, how) {
        pending.used(id, how)
        intents.used(id, how)
      },
      onChange: () => undefined,
      onSavedLate: () => undefined,
    })
    const creation = createCreation({
      api: () => api,
      account: () => ({ profileId: 'p' as ProfileId, server: 'https://cc.example.com', user: ME }),
      intents,
      reveal: async (secret, intent, token) => await reveals.open(waitingFor(intent, token), secret),
      restored: reveals.restored,
      isReadable: reveals.isReadable,
      onAlsoNew: () => undefined,
      pauses: [0],
    })
    return { reveals, creation }
  }
  return { start, keychain }
}

it.each(['absent', 'locked', 'unresponsive'] as const)(
  'a token that no keychain kept, the application killed while it is shown: the next start names it (%s)',
  async (state) => {
    const { start, keychain } = computer(state)
    const first = start()
    await first.creation.create(REQUEST, new AbortController().signal)
    expect(await first.reveals.current()).toMatchObject({ kept: false })
    // Whatever looks for what was left: it is not left, it is shown.
    await first.reveals.lookAgain()
    expect(await first.creation.current()).toBeUndefined()
    keychain.be('available')

    const next = start()
    expect(await next.reveals.current()).toBeUndefined()
    // What was done with it is known, and it may be in use: it is not offered for deletion.
    const lost = await next.creation.current()
    expect(lost).toMatchObject({
      usage: 'CRM',
      use: { shown: true },
      finding: { kind: 'made', count: 1 },
    })
    expect(lost?.finding).not.toHaveProperty('certain')
  },
)

it.each(['absent', 'locked', 'unresponsive'] as const)(
  'a token is stored late, once the keychain is %s no more, and survives a kill',
  async (state) => {
    const { start, keychain } = computer(state)
    const first = start()
    await first.creation.create(REQUEST, new AbortController().signal)
    keychain.be('available')
    await first.reveals.lookAgain()
    const shown = await first.reveals.current()
    expect(shown).toMatchObject({ kept: true })
    expect(await first.creation.current()).toBeUndefined()

    const next = start()
    expect(await next.reveals.current()).toMatchObject({ secret: shown?.secret, restored: true })
    expect(await next.creation.current()).toBeUndefined()
  },
)
