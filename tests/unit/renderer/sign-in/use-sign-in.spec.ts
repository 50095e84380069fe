import { expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { AttemptId, Result, SignInStep } from '../../../../src/contract/index.ts'
import { useSignIn } from '../../../../src/renderer/sign-in/use-sign-in.ts'
import { ACCOUNT, createFakeBridge, failed, ok } from '../fake-bridge.ts'
import { inApp } from '../in-app.ts'
import { held, settled } from '../with-bridge.ts'

const attempt = 'attempt' as AttemptId
const step = (value: SignInStep) => async () => ok(value)
const CODE = step({ kind: 'second-factor', attempt })

function begin() {
  const bridge = createFakeBridge()
  const ends = { through: vi.fn(), learn: vi.fn() }
  const screen = effectScope(true)
  const steps = inApp(bridge, () => screen.run(() => useSignIn(ends)) as ReturnType<typeof useSignIn>)
  return { bridge, ...ends, steps, leave: () => screen.stop() }
}

it('goes through by a one-time code; a wrong one stays at it, with its error', async () => {
  const { bridge, steps, through } = begin()
  await steps.ask(CODE)
  expect(steps.stage.value).toEqual({ kind: 'second-factor', attempt })
  bridge.request['session:verify'] = async () => failed('wrong-code')
  await steps.verify('000000')
  expect([steps.stage.value.kind, steps.error.value?.code]).toEqual(['second-factor', 'wrong-code'])
  const verify = vi.fn(step({ kind: 'signed-in', account: ACCOUNT }))
  bridge.request['session:verify'] = verify
  await steps.verify('135790')
  expect(verify).toHaveBeenCalledWith(attempt, '135790', expect.any(Number))
  expect(through).toHaveBeenCalledExactlyOnceWith(ACCOUNT)
  expect(steps.error.value).toBeUndefined()
})

it('an expired step leads back to the password, and says so there', async () => {
  const { bridge, steps } = begin()
  await steps.ask(CODE)
  bridge.request['session:verify'] = async () => failed('step-expired')
  await steps.verify('1')
  expect([steps.stage.value.kind, steps.error.value?.code]).toEqual(['password', 'step-expired'])
})

it('back drops what main keeps; out of a wait it only ends the wait', async () => {
  const { bridge, steps } = begin()
  await steps.ask(CODE)
  const answer = held<Result<SignInStep>>()
  bridge.request['session:verify'] = () => answer.promise
  const verifying = steps.verify('1')
  await steps.back()
  expect(bridge.asked).toContain('request:cancel')
  answer.answer(failed('cancelled'))
  await verifying
  expect(steps.stage.value.kind).toBe('second-factor')
  expect(bridge.asked).not.toContain('session:abandon')
  await steps.back()
  expect([steps.stage.value.kind, steps.error.value]).toEqual(['password', undefined])
  expect(bridge.asked).toContain('session:abandon')
})

it('asks the same again with consent, and not before', async () => {
  const { steps, through } = begin()
  const question = vi.fn<(ticket: number, allowHttp: boolean) => Promise<Result<SignInStep>>>(
    async (_, allowHttp) =>
      ok(
        allowHttp
          ? { kind: 'signed-in', account: ACCOUNT }
          : { kind: 'consent-http', server: 'http://cc.example.com' },
      ),
  )
  await steps.ask(question)
  expect(steps.exposed.value?.server).toBe('http://cc.example.com')
  expect(through).not.toHaveBeenCalled()
  await steps.exposed.value?.agree()
  expect(question.mock.calls.map(([, allowHttp]) => allowHttp)).toEqual([false, true])
  expect(through).toHaveBeenCalledTimes(1)
})

it('learns that there is no password, and names the provider whose window is open', async () => {
  const { steps, learn } = begin()
  const ways = { password: false, providers: [] }
  await steps.ask(step({ kind: 'providers-only', ways }))
  expect(learn).toHaveBeenCalledWith(ways)
  const answer = held<Result<SignInStep>>()
  const asking = steps.askProvider('Example ID', () => answer.promise)
  expect(steps.visiting.value).toBe('Example ID')
  const second = vi.fn(CODE)
  await steps.askProvider('Acme', second)
  expect([second.mock.calls, steps.visiting.value]).toEqual([[], 'Example ID'])
  answer.answer(failed('window-closed'))
  await asking
  await settled()
  expect([steps.visiting.value, steps.error.value?.code]).toEqual([undefined, 'window-closed'])
})

it('ends with its screen: nobody is signed in while they do something else', async () => {
  const { bridge, steps, leave } = begin()
  await steps.ask(CODE)
  const cancel = vi.spyOn(bridge.request, 'request:cancel')
  const abandon = vi.spyOn(bridge.request, 'session:abandon')
  const answer = held<Result<SignInStep>>()
  const verify = vi.fn(() => answer.promise)
  bridge.request['session:verify'] = verify
  const verifying = steps.verify('1')
  leave()
  expect(cancel.mock.calls).toEqual([verify.mock.lastCall?.slice(2)])
  expect(abandon).toHaveBeenCalledExactlyOnceWith(attempt)
  answer.answer(failed('cancelled'))
  await verifying
})
