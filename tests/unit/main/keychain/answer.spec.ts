import type Keytar from 'keytar'
import { describe, expect, it, vi } from 'vitest'
import { createAnswer, TALKATIVE, type Keyrings } from '../../../../src/main/keychain/answer.ts'
import type { KeychainAsk } from '../../../../src/main/keychain/messages.ts'

const SAFE: Keyrings = { isOpen: async () => true, mayHold: async () => false, unlock: async () => true }
const ask = (kind: Exclude<KeychainAsk['kind'], 'set'>): KeychainAsk => ({
  id: 7,
  service: 's',
  account: 'a',
  kind,
})
const SET: KeychainAsk = { id: 7, service: 's', account: 'a', kind: 'set', secret: 'x' }

function world(keyrings: Partial<Keyrings> = {}, behaves: Partial<typeof Keytar> = {}) {
  const keytar = {
    getPassword: vi.fn(async () => null),
    setPassword: vi.fn(async () => undefined),
    deletePassword: vi.fn(async () => false),
    findCredentials: vi.fn(async () => [{ account: 'a', password: 'secret' }]),
    ...behaves,
  }
  return { keytar, answer: createAnswer(async () => keytar, { ...SAFE, ...keyrings }) }
}

describe('what the keychain process answers', () => {
  it('is what keytar says, where that can be believed; of many entries their names alone', async () => {
    const { answer } = world()
    const fine = { id: 7, ok: true, secret: null }
    for (const one of [ask('get'), ask('remove'), SET, ask('unlock')]) expect(await answer(one)).toEqual(fine)
    expect(await answer(ask('list'))).toEqual({ ...fine, accounts: ['a'] })
    const { answer: full } = world({}, { getPassword: async () => 'secret' })
    expect(await full(ask('get'))).toEqual({ ...fine, secret: 'secret' })
  })

  it.each(['get', 'remove', 'list'] as const)(
    '%s: keytar is not asked of a keyring that is locked',
    async (kind) => {
      const { keytar, answer } = world({ isOpen: async () => false })
      expect(await answer(ask(kind))).toEqual({ id: 7, ok: false, state: 'locked' })
      for (const asked of [keytar.getPassword, keytar.deletePassword, keytar.findCredentials])
        expect(asked).not.toHaveBeenCalled()
    },
  )

  it.each(['get', 'remove'] as const)(
    '%s: "there is none" is not believed where there may be one',
    async (kind) => {
      const { answer } = world({ mayHold: async () => true })
      expect(await answer(ask(kind))).toEqual({ id: 7, ok: false, state: 'locked' })
    },
  )

  it.each(['get', 'remove'] as const)('%s: nor where nobody can be asked about that', async (kind) => {
    const { answer } = world({ mayHold: () => Promise.reject(new Error('gone')) })
    expect(await answer(ask(kind))).toEqual({ id: 7, ok: false, state: 'absent' })
  })

  it('is that nothing can be kept, where the system says nothing of its keyrings, in whatever words', async () => {
    const isOpen = () => Promise.reject(new Error('AccessDenied: locked down'))
    const { answer } = world({ isOpen, unlock: isOpen })
    for (const one of [ask('get'), SET, ask('unlock')])
      expect(await answer(one)).toEqual({ id: 7, ok: false, state: 'absent' })
  })

  it.each([
    ['Cannot create an item in a locked collection', 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['The user name or passphrase you entered is not correct.', 'locked'],
    ['libsecret-1.so.0: cannot open shared object file', 'absent'],
  ])('is by what keytar throws: %s', async (words, state) => {
    const { answer } = world({}, { setPassword: () => Promise.reject(new Error(words)) })
    expect(await answer(SET)).toEqual({ id: 7, ok: false, state })
  })

  it('waits for the person, and says what came of it', async () => {
    const { answer } = world({ unlock: async () => false })
    expect(await answer(ask('unlock'))).toEqual({ id: 7, ok: false, state: 'locked' })
  })

  it('is believed on systems that say themselves what failed', async () => {
    const answer = createAnswer(async () => world().keytar, TALKATIVE)
    expect(await answer(ask('get'))).toEqual({ id: 7, ok: true, secret: null })
    expect(await answer(ask('unlock'))).toEqual({ id: 7, ok: true, secret: null })
  })
})
