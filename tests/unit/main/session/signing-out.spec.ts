import { expect, it, vi } from 'vitest'
import { beginSession } from '../support/session.ts'

const never = () => new Promise<never>(() => undefined)

it('signing out shows it before a keychain that never answers', async () => {
  const { session, keychain, states, enter } = beginSession()
  await enter('a.example')
  vi.spyOn(keychain.store, 'remove').mockImplementation(never)
  vi.spyOn(keychain.store, 'get').mockImplementation(never)
  void session.signOut()
  await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ kind: 'signed-out' }))
})

it('signing out shows it before a server that never answers', async () => {
  const { session, logout, states, enter } = beginSession()
  await enter('a.example')
  logout.mockImplementation(never)
  void session.signOut()
  await vi.waitFor(() => expect(states.at(-1)).toMatchObject({ kind: 'signed-out' }))
})

it('a start shows the sign-in screen before a keychain that never answers, where nobody was signed in', async () => {
  const { session, keychain } = beginSession()
  for (const call of ['get', 'list', 'unlock', 'remove'] as const)
    vi.spyOn(keychain.store, call).mockImplementation(never)
  expect(await session.state()).toMatchObject({ kind: 'signed-out' })
})
