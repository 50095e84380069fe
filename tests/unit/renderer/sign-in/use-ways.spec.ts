import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick, reactive } from 'vue'
import type { WaysToSignIn } from '../../../../src/contract/index.ts'
import { REST, useWays } from '../../../../src/renderer/sign-in/use-ways.ts'
import { createFakeBridge, failed, ok } from '../fake-bridge.ts'
import { inApp } from '../in-app.ts'
import { held } from '../with-bridge.ts'

const ONLY: WaysToSignIn = { password: false, providers: [{ id: '/id', name: 'Example ID' }] }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function form(typed = { server: '', login: '' }) {
  const bridge = createFakeBridge()
  const place = reactive({ ...typed, allowHttp: false })
  const ways = vi.fn(bridge.request['session:ways'])
  bridge.request['session:ways'] = ways
  const known = inApp(bridge, () => useWays(() => place))
  const shown = () => [known.password.value, known.providers.value.map(({ name }) => name)]
  return { bridge, place, ways, known, shown, rest: () => vi.advanceTimersByTimeAsync(REST) }
}

it('asks when server and domain have been left alone, once', async () => {
  const { place, ways, shown, rest, bridge } = form()
  bridge.request['session:ways'] = ways.mockResolvedValue(ok(ONLY))
  place.server = 'cc.example.com'
  for (const login of ['s', 'sofia', 'sofia@', 'sofia@s', 'sofia@sso.example.com']) {
    place.login = login
    await vi.advanceTimersByTimeAsync(REST / 2)
  }
  expect(ways).not.toHaveBeenCalled()
  expect(shown()).toEqual([true, []])
  await rest()
  expect(ways.mock.calls.map(([asked]) => asked.login)).toEqual(['sofia@sso.example.com'])
  expect(shown()).toEqual([false, ['Example ID']])
  // Another name of the same domain is no other question.
  place.login = 'nadia@sso.example.com'
  await rest()
  expect(ways).toHaveBeenCalledTimes(1)
  expect(shown()).toEqual([false, ['Example ID']])
})

it('forgets at once what was of another domain or server', async () => {
  const { place, ways, shown, rest } = form({ server: 'cc.example.com', login: 'a@sso' })
  ways.mockResolvedValue(ok(ONLY))
  await rest()
  for (const change of [
    { login: 'a@other' },
    { server: 'other.example.com' },
    { login: 'a' },
    { server: '' },
  ]) {
    place.login = 'a@sso'
    place.server = 'cc.example.com'
    await rest()
    expect(shown()).toEqual([false, ['Example ID']])
    Object.assign(place, change)
    await nextTick()
    expect(shown()).toEqual([true, []])
  }
})

it('is silent about what fails: a password is asked for', async () => {
  const { ways, shown, rest } = form({ server: 'cc.example.com', login: 'a@sso' })
  ways.mockResolvedValue(failed('unreachable'))
  await rest()
  expect(ways).toHaveBeenCalledTimes(1)
  expect(shown()).toEqual([true, []])
})

it('does not take an answer that comes after the domain was changed', async () => {
  const { place, ways, shown, rest, bridge } = form({ server: 'cc.example.com', login: 'a@sso' })
  const late = held<ReturnType<typeof ok<WaysToSignIn | undefined>>>()
  ways.mockReturnValueOnce(late.promise)
  await rest()
  place.login = 'a@other'
  await nextTick()
  expect(bridge.asked).toContain('request:cancel')
  late.answer(ok(ONLY))
  await vi.advanceTimersByTimeAsync(1)
  expect(shown()).toEqual([true, []])
})
