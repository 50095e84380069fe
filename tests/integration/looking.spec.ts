import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LostId, ProfileId, TokenId, UserId } from '../../src/contract/index.ts'
import { createIntents, type Intent, type StoredIntent } from '../../src/main/tokens/intents.ts'
import { idsBefore, look } from '../../src/main/tokens/looking.ts'
import { createTokensApi, type TokensApi } from '../../src/main/webitel/tokens.ts'
import { startWebitelServer, type Switches, type WebitelServer } from '../../tools/webitel-server/index.ts'
import { memoryStore } from '../unit/main/support/store.ts'
import { signIn, wireTo } from './asking.ts'

/** What a create leaves to be looked up by, against a server that does not do what it is asked. */
const USAGE = 'a_b%'
const NAMES = [
  USAGE,
  '*',
  'a*b?',
  'what?*',
  String.raw`a\b`,
  'two  blanks',
  'Звіт 📞',
  'e\u0301clair',
  '"quoted" & more',
]
/** Names that a server may take for the one that is asked for. */
const LOOKALIKES = [
  'axbz',
  'A_B%',
  'a_b% and more',
  'x',
  'aXXbX',
  String.raw`a\\b`,
  'two blanks',
  'éclair',
  'ЗВІТ 📞',
]

const WORLDS: readonly (readonly [string, Partial<Switches>])[] = [
  ['does as it is asked', {}],
  ['refuses to sort', { sort: 'refused' }],
  ['ignores the order, and cuts pages short', { sort: 'ignored', pageSizeCap: 1 }],
  [
    'takes _ and % for wildcards, and lets equal keys wander',
    { sqlWildcardsLeak: true, equalKeysWander: true },
  ],
]

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

describe.each(WORLDS)('a server that %s', (_, switches) => {
  beforeEach(() => void Object.assign(server.switches, switches))

  it.each(NAMES)('tells by the ids of before what is new under exactly %j', async (usage) => {
    for (const name of LOOKALIKES) hold(name)
    const old = [hold(usage), hold(usage)]
    const before = await idsBefore(api, { owner, usage }, signal())
    expect([...(before ?? [])].toSorted()).toEqual(old.toSorted())
    const intent = intentOf(usage, before)
    for (const name of LOOKALIKES) hold(name)
    expect(await look(api, intent)).toEqual({ kind: 'none' })
    const made = hold(usage)
    expect(await look(api, intent)).toMatchObject({ kind: 'made', tokens: [{ id: made, usage }] })
  })
})

describe('what is written down before', () => {
  it('is every token of that name, however many pages there are', async () => {
    server.switches.pageSizeCap = 7
    const held = Array.from({ length: 400 }, () => hold(USAGE))
    const before = await idsBefore(api, { owner, usage: USAGE }, signal())
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
    const before = await idsBefore(endless, { owner, usage: USAGE }, signal())
    expect(before).toBeUndefined()
    expect(asked).toBeLessThanOrEqual(1250)
    expect(await look(api, intentOf(USAGE, before))).toEqual({ kind: 'unknown' })
    expect(await look(endless, intentOf(USAGE, new Set()))).toEqual({ kind: 'unknown' })
  })

  it('is nothing for somebody who may create but not list', async () => {
    server.faults.add({ route: 'tokens.list', kind: 'status', status: 403, body: 'json' })
    expect(await idsBefore(api, { owner, usage: USAGE }, signal())).toBeUndefined()
  })
})
