import { expect, it, vi } from 'vitest'
import type { ProfileId } from '../../../../src/contract/index.ts'
import { createHandlers, type Services } from '../../../../src/main/bridge/handlers.ts'
import { failure } from '../../../../src/main/failure.ts'

const PROFILE = 'profile' as ProfileId

/** Handlers of the services that a test is about. */
function handlersOf(services: object) {
  const absent = new Proxy({}, { get: () => undefined })
  return createHandlers(
    new Proxy(services, { get: (all, name) => Reflect.get(all, name) ?? absent }) as Services,
  )
}

it('a profile that its keychain keeps also keeps whose tokens were opened there', async () => {
  const forget = vi.fn().mockRejectedValueOnce(failure('keychain-kept'))
  const leave = vi.fn()
  const handlers = handlersOf({ session: { forget }, recent: { leave } })
  await expect(handlers['session:forget'](PROFILE)).rejects.toThrow('keychain-kept')
  expect(leave).not.toHaveBeenCalled()
  await handlers['session:forget'](PROFILE)
  expect(leave).toHaveBeenCalledExactlyOnceWith(PROFILE)
})
