import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createPinia, setActivePinia } from 'pinia'
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import type {
  EnableOutcome,
  ProfileId,
  RenameOutcome,
  Result,
  SideEffect,
  TokenId,
} from '../../../../src/contract/index.ts'
import { bridgeKey } from '../../../../src/renderer/app/bridge.ts'
import { i18n } from '../../../../src/renderer/app/i18n.ts'
import { useSession } from '../../../../src/renderer/app/session.ts'
import { useChanging, type Changing } from '../../../../src/renderer/tokens/changing.ts'
import { useTokens } from '../../../../src/renderer/tokens/tokens.ts'
import {
  ACCOUNT,
  createFakeBridge,
  failed,
  ME,
  MINE,
  NEWEST_FIRST,
  ok,
  SIGNED_IN,
  token,
  userId,
  type FakeBridge,
} from '../fake-bridge.ts'
import { held, settled } from '../with-bridge.ts'

const VIEW = { ...MINE, search: '', page: 1, size: 25, sort: NEWEST_FIRST }
const A = token('a', { usage: 'A' })
const B = token('b', { usage: 'B' })

let bridge: FakeBridge
let change: Changing
const saying = { say: vi.fn(), warn: vi.fn() }
beforeEach(async () => {
  saying.say.mockClear()
  saying.warn.mockClear()
  bridge = createFakeBridge([A, B])
  const app = createSSRApp({
    setup() {
      useSession()
      bridge.emit('session:changed', SIGNED_IN)
      change = useChanging(saying)
      return () => undefined
    },
  })
  const pinia = createPinia()
  await renderToString(app.provide(bridgeKey, bridge).use(pinia).use(i18n))
  setActivePinia(pinia)
  await useTokens().show(VIEW)
})

/** **Rename** was pressed for A and cancelled, and B is to be renamed: then A's answer comes. */
async function answeredLate(answer: Result<RenameOutcome>) {
  const slow = held<Result<RenameOutcome>>()
  bridge.request['tokens:rename'] = () => slow.promise
  change.ask(MINE, A)
  void change.rename('A2')
  change.close()
  change.ask(MINE, B)
  expect(change.waiting.value).toBe(false)
  slow.answer(answer)
  await settled()
}

describe('an answer about a token whose dialog is gone', () => {
  it.each<Result<RenameOutcome>>([
    ok({ kind: 'renamed', token: { ...A, usage: 'A2' } }),
    ok({ kind: 'other-name', token: { ...A, usage: 'theirs' } }),
    failed('offline'),
  ])('leaves the dialog of the next one as it is', async (answer) => {
    await answeredLate(answer)
    expect(change.renaming.value).toEqual(B)
    expect([change.error.value, change.other.value, change.waiting.value]).toEqual([
      undefined,
      undefined,
      false,
    ])
  })

  it('is told: that it was renamed after all, or why not', async () => {
    await answeredLate(ok({ kind: 'renamed', token: { ...A, usage: 'A2' } }))
    expect(saying.say).toHaveBeenCalledWith(expect.stringContaining('A2'))
    await answeredLate(failed('offline'))
    expect(saying.warn).toHaveBeenCalledOnce()
  })
})

it('what is typed for the next one is its name, and no other’s', async () => {
  await answeredLate(ok({ kind: 'other-name', token: { ...A, usage: 'theirs' } }))
  let sent: unknown
  bridge.request['tokens:rename'] = async (_, request) => {
    sent = request
    return ok({ kind: 'renamed', token: { ...B, usage: 'B2' } })
  }
  await change.rename('B2')
  expect(sent).toEqual({ userId: ME.id, id: B.id, from: 'B', to: 'B2' })
  expect(change.renaming.value).toBeUndefined()
})

it('one is disabled once, however often that is chosen, and another one meanwhile', async () => {
  const answers = new Map([A, B].map(({ id }) => [id, held<Result<EnableOutcome>>()]))
  const asked: TokenId[] = []
  bridge.request['tokens:enable'] = (_, { id }) => {
    asked.push(id)
    return answers.get(id)?.promise ?? Promise.resolve(failed('not-found'))
  }
  const changes = [A, A, B].map((row) => change.enable(MINE, row, false))
  expect(asked).toEqual([A.id, B.id])
  expect(change.enabling.value).toBe(true)
  for (const row of [A, B]) answers.get(row.id)?.answer(ok({ token: { ...row, disabledAt: 5 } }))
  await Promise.all(changes)
  expect(change.enabling.value).toBe(false)
  expect(saying.say).toHaveBeenCalledTimes(2)
})

it('a change that failed may have been done: it is said of which token, and the list is read again', async () => {
  bridge.request['tokens:enable'] = async () => failed('timeout')
  bridge.asked.length = 0
  await change.enable(MINE, A, false)
  await settled()
  expect(saying.say).not.toHaveBeenCalled()
  expect(saying.warn).toHaveBeenCalledWith(expect.stringContaining('“A”'))
  expect(bridge.asked).toEqual(['tokens:enable', 'tokens:list'])
})

describe('what the server changed beside what was asked', () => {
  it.each<SideEffect>([
    { what: 'disabled', undone: true },
    { what: 'disabled', undone: false },
    { what: 'enabled', undone: true },
    { what: 'renamed', undone: false },
  ])('is said: %j', async (sideEffect) => {
    bridge.request['tokens:rename'] = async () => ok({ kind: 'renamed', token: A, sideEffect })
    change.ask(MINE, A)
    await change.rename('A2')
    const [told, other] = sideEffect.undone ? [saying.say, saying.warn] : [saying.warn, saying.say]
    expect(told).toHaveBeenCalledWith(
      expect.stringMatching(`The server also .*${sideEffect.what.slice(0, 4)}|name`),
    )
    expect(other).not.toHaveBeenCalled()
  })
})

describe('an answer for what is no longer on the screen', () => {
  const elsewhere: readonly (readonly [string, () => unknown])[] = [
    [
      'another profile',
      () =>
        bridge.emit('session:changed', {
          ...SIGNED_IN,
          kind: 'signed-in',
          account: { ...ACCOUNT, profileId: 'other' as ProfileId },
        }),
    ],
    ['another owner', () => useTokens().show({ ...VIEW, userId: userId('2') })],
  ]

  it.each(elsewhere)('announces and changes nothing: disabled, then %s', async (_, leave) => {
    for (const answer of [ok({ token: { ...A, disabledAt: 5 } }), failed('offline')]) {
      const slow = held<Result<EnableOutcome>>()
      bridge.request['tokens:enable'] = () => slow.promise
      const changing = change.enable(MINE, A, false)
      await leave()
      bridge.asked.length = 0
      slow.answer(answer)
      await changing
      await settled()
    }
    expect([saying.say.mock.calls, saying.warn.mock.calls, bridge.asked]).toEqual([[], [], []])
    expect(change.enabling.value).toBe(false)
  })

  it.each(elsewhere)('announces and changes nothing: renamed, then %s', async (_, leave) => {
    const slow = held<Result<RenameOutcome>>()
    bridge.request['tokens:rename'] = () => slow.promise
    change.ask(MINE, A)
    const changing = change.rename('A2')
    await leave()
    bridge.asked.length = 0
    slow.answer(ok({ kind: 'renamed', token: { ...A, usage: 'A2' } }))
    await changing
    expect([saying.say.mock.calls, saying.warn.mock.calls, bridge.asked]).toEqual([[], [], []])
    expect([change.renaming.value, change.waiting.value]).toEqual([undefined, false])
  })
})
