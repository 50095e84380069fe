import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'

const app = vi.hoisted(() => ({
  listeners: [] as ((event: { preventDefault: () => void }) => void)[],
  ended: false,
  on: (_: string, listener: never) => void app.listeners.push(listener),
  quit(): void {
    let prevented = false
    for (const listener of app.listeners) listener({ preventDefault: () => (prevented = true) })
    if (!prevented) setTimeout(() => (app.ended = true), 10)
  },
}))
vi.mock('electron', () => ({ app }))

import { endAfter } from '../../../../src/main/keychain/end-after.ts'
import { createKeychain } from '../../../../src/main/keychain/keychain.ts'
import type { KeychainAnswer, KeychainAsk } from '../../../../src/main/keychain/messages.ts'
import { aroundSessions, beginSession } from '../support/session.ts'

it('quitting right after a sign-in waits until its key is in a keychain that answers in time', async () => {
  const entries = new Map<string, string>()
  // A healthy one: 20 ms a call. Nothing happens any more once the application has ended.
  const spawn = () => {
    const answers = new EventEmitter()
    let dead = false
    return {
      post: (ask: KeychainAsk) =>
        void setTimeout(() => {
          if (dead || app.ended) return
          if (ask.kind === 'set') entries.set(ask.account, ask.secret)
          const secret = ask.kind === 'get' ? (entries.get(ask.account) ?? null) : null
          answers.emit('answer', { id: ask.id, ok: true, secret } satisfies KeychainAnswer)
        }, 20),
      onBeat: () => undefined,
      onAnswer: (listener: (answer: KeychainAnswer) => void) => void answers.on('answer', listener),
      onExit: () => undefined,
      kill: () => void (dead = true),
    }
  }
  const around = aroundSessions()
  const keychain = createKeychain({ spawn, service: 's' })
  Object.assign(around.keychain.store, keychain)
  endAfter(keychain.underWay, keychain.close)
  const { session, enter } = beginSession(around)
  await session.state()
  await vi.waitFor(() => expect(keychain.underWay()).toBeUndefined())
  const a = await enter('a.example')
  app.quit()
  await vi.waitFor(() => expect(app.ended).toBe(true))
  expect(entries.get(a)).toBe('{"access":"key-1-of-https://a.example"}')
})
