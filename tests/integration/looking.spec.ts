import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LostId, ProfileId, TokenId, UserId } from '../../src/contract/index.ts'
import { createIntents, type Intent, type StoredIntent } from '../../src/main/tokens/intents.ts'
import { look } from '../../src/main/tokens/lost-lookup.ts'
import { createPreparedIds } from '../../src/main/tokens/prepared-ids.ts'
import { createTokensApi, type TokensApi } from '../../src/main/webitel/tokens.ts'
import { startWebitelServer, type Switches, type WebitelServer } from '../../tools/webitel-server/index.ts'
import { memoryStore } from '../unit/main/support/store.ts'
import { signIn, wireTo } from './asking.ts'

/** What a create leaves to be looked up by, against a server that does not do what it is asked. */
const USAGE = 'a_b%'
/** What a server may make of that name, or of another. */
const NAMES = [USAGE, 'a_b', 'A_B%', '', 'x'.repeat(64), 'éclair', '*']

const WORLDS: readonly (readonly [string, Partial<Switches>])[] = [
  ['does as it is asked', {}],
  ['refuses to sort', { sort: 'refused' }],
  ['ignores the order, and cuts pages short', { sort: 'ignored', pageSizeCap: 1 }],
  [
    'takes _ and % for wildcards, and lets equal keys wander',
    { sqlWildcardsLeak: true, equalKeysWander: true },
  ],
]

const readIds = createPreparedIds(() => 'p').take
const signal = () => new AbortController().signal
let server: WebitelServer
let owner: { id: UserId; name: string }
let api: TokensApi
beforeEach(async () => {
  server = await startWebitelServer({ big: false })
  owner = { id: server.login('empty').userId as UserId, name: '' }
  const { access } = await signIn(server)
  api = createTokensApi(wireTo(server, () => access))
})
afterEach(() => server.close())

const hold = (usage: string) => server.state.insertToken(owner.id, usage).id as TokenId

/** As it is after the application was killed: what was on disk is all that is left. */
function intentOf(usage: string, before: ReadonlySet<TokenId> | undefined): Intent {
  const file = memoryStore<StoredIntent[]>([])
  const [id, profile, by] = ['6f9619ff-8b86-4d01-b42d-00cf4fc964ff' as LostId, 'p' as ProfileId, owner.id]
  createIntents(file).put({ id, profile, by, server: '', owner, usage, at: 0, ...(before ? { before } : {}) })
  const [intent] = createIntents(file).of(profile)
  if (!intent) throw new Error('Nothing was written down')
  return intent
}

const heldIds = () => server.state.tokensOf(owner.id).map(({ id }) => id)

describe.each(WORLDS)('a server that %s', (_, switches) => {
  beforeEach(() => void Object.assign(server.switches, switches))

  it.each(NAMES)('tells by the ids of all tokens what is new, though it be called %j', async (usage) => {
    for (const name of [USAGE, USAGE, ...NAMES]) hold(name)
    const before = await readIds(api, owner.id, signal())
    expect([...(before ?? [])].toSorted()).toEqual(heldIds().toSorted())
    const intent = intentOf(USAGE, before)
    expect(await look(api, intent)).toEqual({ kind: 'none' })
    const made = hold(usage)
    expect(await look(api, intent)).toMatchObject({ kind: 'made', count: 1, tokens: [{ id: made, usage }] })
  })
})

describe('what is written down before', () => {
  it('is every token of the owner, however many pages there are', async () => {
    server.switches.pageSizeCap = 7
    const held = Array.from({ length: 400 }, (_, index) => hold(`token ${index}`))
    const before = await readIds(api, owner.id, signal())
    expect([...(before ?? [])].toSorted()).toEqual(held.toSorted())
  })

  it('is nothing where there are more than can be read: then it can never be told', async () => {
    let asked = 0
    const endless: TokensApi = {
      ...api,
      async *all() {
        for (;;) {
          asked += 1
          yield await Promise.resolve({ items: [{ id: `t${asked}` as TokenId, usage: USAGE }], next: true })
        }
      },
    }
    const before = await readIds(endless, owner.id, signal())
    expect(before).toBeUndefined()
    expect(asked).toBeLessThanOrEqual(1250)
    expect(await look(api, intentOf(USAGE, before))).toEqual({ kind: 'unknown' })
    expect(await look(endless, intentOf(USAGE, new Set()))).toEqual({ kind: 'unknown' })
  })

  it.each([
    { kind: 'status', status: 403, body: 'json' },
    { kind: '429', times: Infinity },
  ] as const)('is nothing where the list is closed: %j', async (fault) => {
    server.faults.add({ route: 'tokens.list', ...fault })
    expect(await readIds(api, owner.id, signal())).toBeUndefined()
  })
})

it('shows a hundred new tokens, and how many there are', async () => {
  const intent = intentOf(USAGE, await readIds(api, owner.id, signal()))
  for (let number = 0; number < 120; number += 1) hold(`token ${number}`)
  const finding = await look(api, intent)
  expect(finding).toMatchObject({ kind: 'made', count: 120 })
  expect(finding.kind === 'made' && finding.tokens).toHaveLength(100)
})
