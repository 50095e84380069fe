import { expect, it } from 'vitest'
import type { ProfileId, Token, TokenId, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createChanges } from '../../../../src/main/tokens/changes.ts'

const PROFILE = 'profile' as ProfileId
const TOKEN: Token = { id: 'a' as TokenId, usage: 'CRM' }
const DISABLE = { userId: '1' as UserId, id: TOKEN.id, enabled: false }

it('a change is in flight from its first request to its last answer, or its failure', async () => {
  const read = Promise.withResolvers<Token>()
  const asked: ProfileId[] = []
  const changes = createChanges((profile) => {
    asked.push(profile)
    return { read: () => read.promise, change: () => Promise.reject(failure('offline')) }
  })
  expect(changes.isUnderWay()).toBe(false)
  const changing = changes.enable(PROFILE, DISABLE, new AbortController().signal).catch(() => 'failed')
  expect([changes.isUnderWay(), asked]).toEqual([true, [PROFILE]])
  const idle = changes.idle()
  read.resolve(TOKEN)
  expect(await changing).toBe('failed')
  await idle
  expect(changes.isUnderWay()).toBe(false)
})

it('a change for a profile that is not shown begins nothing', () => {
  const changes = createChanges(() => {
    throw failure('cancelled')
  })
  expect(() => changes.enable(PROFILE, DISABLE, new AbortController().signal)).toThrow('cancelled')
  expect(changes.isUnderWay()).toBe(false)
})
