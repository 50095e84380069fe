import { expect, it } from 'vitest'
import { nextTicket, withoutRejections } from '../../../../src/renderer/app/bridge.ts'
import { createFakeBridge, ok } from '../fake-bridge.ts'

it('turns a rejected request into a value', async () => {
  const bridge = createFakeBridge()
  bridge.request['app:info'] = () => Promise.reject(new Error('refused'))
  const answer = await withoutRejections(bridge).request['app:info']()
  expect(answer).toEqual({ ok: false, error: { code: 'internal', message: '', retryable: false } })
})

it('passes arguments and answers on', async () => {
  const answer = await withoutRejections(createFakeBridge()).request['settings:change']({ theme: 'dark' })
  expect(answer).toMatchObject(ok({ theme: 'dark' }))
})

it('gives no ticket twice', () => {
  expect(nextTicket()).not.toBe(nextTicket())
})
