import { beforeEach, describe, expect, it } from 'vitest'
import type { ProfileId, Result, TokenPage, User } from '../../../../src/contract/index.ts'
import { createAsk, createLatestOf } from '../../../../src/renderer/app/latest.ts'
import { isOnScreen, useScreen, type Place } from '../../../../src/renderer/app/place.ts'
import { useTokens } from '../../../../src/renderer/tokens/tokens.ts'
import { useDirectory } from '../../../../src/renderer/users/directory.ts'
import { ACCOUNT, createFakeBridge, MINE, ok, SIGNED_IN, userId, type FakeBridge } from '../fake-bridge.ts'
import { held, withBridge } from '../with-bridge.ts'

const OTHER = 'other' as ProfileId
const shown: Place = { ...MINE, search: 'crm' }

let bridge: FakeBridge
beforeEach(() => {
  bridge = withBridge(createFakeBridge())
})

const switchTo = (profileId: ProfileId): void =>
  bridge.emit('session:changed', { ...SIGNED_IN, kind: 'signed-in', account: { ...ACCOUNT, profileId } })

describe('an answer is of the screen', () => {
  it.each<[string, Place, boolean]>([
    ['of that profile', { profile: MINE.profile }, true],
    ['of that owner', MINE, true],
    ['of that search', shown, true],
    ['of another profile', { ...shown, profile: OTHER }, false],
    ['of the same user id in another profile', { ...MINE, profile: OTHER }, false],
    ['of another owner', { ...MINE, userId: userId('2') }, false],
    ['of another search', { ...shown, search: 'crm2' }, false],
  ])('%s', (_, asked, is) => expect(isOnScreen(asked, shown)).toBe(is))

  it('never while nobody is signed in', () => {
    expect(isOnScreen({ profile: MINE.profile }, undefined)).toBe(false)
  })

  it('not when its store still shows what was there before a switch', () => {
    const screen = useScreen(() => MINE)
    expect(screen()).toEqual(MINE)
    switchTo(OTHER)
    expect(screen()).toEqual({ profile: OTHER })
  })
})

describe('a question', () => {
  it('has no answer once another profile is shown', async () => {
    const slow = held<string>()
    const answer = createAsk(useScreen())({ profile: MINE.profile }, () => slow.promise)
    switchTo(OTHER)
    slow.answer('late')
    expect(await answer).toBeUndefined()
  })

  it('asked one at a time has none either', async () => {
    const slow = held<Result<string>>()
    const latest = createLatestOf(bridge, useScreen())
    const answer = latest.ask({ profile: MINE.profile }, () => slow.promise)
    switchTo(OTHER)
    slow.answer(ok('late'))
    expect(await answer).toBeUndefined()
  })
})

/** Never called: each line is an error of the compiler, or this file does not compile. */
export function withoutProfile(id: User['id'], page: TokenPage): void {
  const tokens = useTokens()
  // @ts-expect-error: whose tokens, in which profile?
  for (const token of page.items) tokens.changed(id, token)
  // @ts-expect-error: whose tokens, in which profile?
  void tokens.deleted({ userId: id }, [])
  // @ts-expect-error: no profile
  void tokens.show({ userId: id, search: '', page: 1, size: 25, sort: { field: 'usage', descending: false } })
  // @ts-expect-error: no profile
  void tokens.everything.select({ userId: id, search: '' })
  // @ts-expect-error: no profile
  void useDirectory().find('olena')
  // @ts-expect-error: no profile
  void useDirectory().look({ userId: id })
}
