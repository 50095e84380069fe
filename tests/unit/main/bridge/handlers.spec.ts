import { describe, expect, it, vi } from 'vitest'
import type { LostId, ProfileId, UserId } from '../../../../src/contract/index.ts'
import type { Handlers } from '../../../../src/main/bridge/handle.ts'
import { createHandlers, type Services } from '../../../../src/main/bridge/handlers.ts'

const SHOWN = 'shown' as ProfileId
const LEFT = 'left' as ProfileId

/** Handlers of the services that a test is about. */
function handlersOf(services: object) {
  const absent = new Proxy({}, { get: () => undefined })
  return createHandlers(
    new Proxy(services, { get: (all, name) => Reflect.get(all, name) ?? absent }) as Services,
  )
}

const PERSON = { id: '1' as UserId, name: 'Olena' }
const ASKS: readonly (readonly [string, (handlers: Handlers, profile: ProfileId) => unknown])[] = [
  ['users:recent', (handlers, profile) => handlers['users:recent'](profile)],
  ['users:opened', (handlers, profile) => handlers['users:opened'](profile, PERSON)],
  ['lost:current', (handlers, profile) => handlers['lost:current'](profile)],
  ['lost:settle', (handlers, profile) => handlers['lost:settle'](profile, 'lost' as LostId)],
  ['jobs:current', (handlers, profile) => handlers['jobs:current'](profile)],
  ['session:give-up', (handlers, profile) => handlers['session:give-up'](profile)],
]

describe('a request for a profile that is no longer shown', () => {
  it.each(ASKS)('is refused before its service hears of it: %s', (_, ask) => {
    const service = vi.fn()
    const handlers = handlersOf({
      session: { account: () => ({ profileId: SHOWN }) },
      recent: { list: service, opened: service },
      creation: { current: service, settle: service },
      jobs: { current: service },
      signingIn: { giveUp: service },
    })
    expect(() => ask(handlers, LEFT)).toThrow('cancelled')
    expect(service).not.toHaveBeenCalled()
    ask(handlers, SHOWN)
    expect(service).toHaveBeenCalledOnce()
  })
})
