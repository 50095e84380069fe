import { expect, it } from 'vitest'
import type { LostId, ProfileId, TokenId, UserId } from '../../../../src/contract/index.ts'
import {
  createIntents,
  intentsSchema,
  type Intent,
  type StoredIntent,
} from '../../../../src/main/tokens/intents.ts'
import { memoryStore } from '../support/store.ts'

const PROFILE = 'p' as ProfileId
const intent: Intent = {
  id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' as LostId,
  profile: PROFILE,
  by: '7' as UserId,
  server: 'https://cc.example.com',
  owner: { id: '1' as UserId, name: 'Olena' },
  usage: 'CRM',
  at: 5,
}

/** As a file: kept in memory even where the disk does not take it. */
function fillable() {
  let memory: StoredIntent[] = []
  let disk: StoredIntent[] = []
  let full = false
  return {
    get: () => memory,
    set(next: StoredIntent[]) {
      memory = next
      if (!full) disk = next
      return !full
    },
    disk: () => disk,
    fill: () => void (full = true),
    free: () => void (full = false),
  }
}

it('an end that the disk had no room for is written with the next one: a token that is safe is not asked about', () => {
  const file = fillable()
  const intents = createIntents(file)
  intents.put(intent)
  file.fill()
  // Kept in the keychain.
  intents.end(intent.id)
  expect([intents.of(PROFILE), file.disk()]).toMatchObject([[], [{ id: intent.id }]])
  file.free()
  // Closed by its person.
  intents.end(intent.id)
  expect(file.disk()).toEqual([])
})

it('the creates of a removed profile go with it, and no others', () => {
  const file = fillable()
  const intents = createIntents(file)
  const other = { ...intent, id: '7f9619ff-8b86-4d01-b42d-00cf4fc964ff' as LostId, profile: 'q' as ProfileId }
  intents.put(intent)
  intents.put(other)
  intents.leave(PROFILE)
  expect(file.disk().map(({ profile }) => profile)).toEqual(['q'])
})

it('a create that ends after its profile was removed writes nothing', () => {
  const file = fillable()
  const known = new Set([PROFILE])
  const intents = createIntents(file, (profile) => known.has(profile))
  intents.put(intent)
  known.delete(PROFILE)
  intents.leave(PROFILE)
  intents.put({ ...intent, before: new Set() })
  expect(file.disk()).toEqual([])
})

it('keeps what is known about a create over a restart', () => {
  const file = memoryStore<StoredIntent[]>([])
  const before = new Set(['t1' as TokenId])
  const known: Intent = {
    ...intent,
    before,
    reason: 'server',
    status: 500,
    use: { shown: true },
  }
  createIntents(file).put(known)
  const written = intentsSchema.parse(JSON.parse(JSON.stringify(file.get())))
  expect(createIntents(memoryStore(written)).of(PROFILE)).toEqual([known])
})

it('notes what was done with a secret that no keychain keeps', () => {
  const file = memoryStore<StoredIntent[]>([])
  const intents = createIntents(file)
  intents.put({ ...intent, use: {} })
  intents.used(intent.id, 'copied')
  intents.used(intent.id, 'shown')
  expect(intents.of(PROFILE)[0]?.use).toEqual({ copied: true, shown: true })
})

it('takes no ids of one name, as earlier versions wrote them, for those of all tokens', () => {
  const old = { ...intent, before: ['t1'] }
  expect(createIntents(memoryStore(intentsSchema.parse([old]))).of(PROFILE)).toEqual([intent])
})
