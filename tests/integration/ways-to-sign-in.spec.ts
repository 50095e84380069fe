import { describe, expect, onTestFinished, test } from 'vitest'
import type { AttemptId } from '../../src/contract/index.ts'
import { startWebitelServer, type Role, type WebitelServer } from '../../tools/webitel-server/index.ts'
import { begin, halfWay, keyFor, placeOf, requestsOf, signal, signIn, type Begun } from './signing-in.ts'

async function fresh(visited?: Parameters<typeof begin>[2]): Promise<Begun> {
  const server = await startWebitelServer({ big: false })
  onTestFinished(() => server.close())
  return begin(server, undefined, visited)
}

const errorOf = async (work: Promise<unknown>) =>
  await work.then(
    () => 'no error',
    (thrown: unknown) => (thrown as { error: unknown }).error,
  )
const asked = ({ server }: Begun, route: string) => server.requests.filter((one) => one.route === route)
const nameOf = async ({ session }: Begun) => {
  const state = await session.state()
  return state.kind === 'signed-in' ? state.account.user.name : state.kind
}

/** A window in which somebody signs in. */
const visitor =
  (server: () => WebitelServer, role: Role): NonNullable<Parameters<typeof begin>[2]> =>
  async () =>
    await keyFor(server(), role)

describe('a second factor', () => {
  test('a wrong code may be followed by the right one; then it is a session as any other', async () => {
    const begun = await fresh()
    const { signingIn, server, keychain } = begun
    const step = halfWay(await signIn(begun, 'totp'))
    expect(step.kind).toBe('second-factor')
    expect(Object.keys(step).toSorted()).toEqual(['attempt', 'kind'])
    expect(await nameOf(begun)).toBe('signed-out')
    expect(await errorOf(signingIn.verify(step.attempt, '000000', signal()))).toMatchObject({
      code: 'wrong-code',
      message: 'Invalid one-time code',
    })
    const code = server.login('totp').totp ?? ''
    expect(await signingIn.verify(step.attempt, code, signal())).toMatchObject({
      kind: 'signed-in',
      account: { login: server.login('totp').login },
    })
    expect([...keychain.entries.values()]).toEqual([
      JSON.stringify({ access: requestsOf(begun.session).access() }),
    ])
    // Over: its name opens nothing any more.
    expect(await errorOf(signingIn.verify(step.attempt, code, signal()))).toMatchObject({
      code: 'step-expired',
    })
    expect(server.state.sessions()).toHaveLength(1)
  })

  test('an expired step is said once, and is gone; so is one that was abandoned', async () => {
    const begun = await fresh()
    const { signingIn, server } = begun
    const first = halfWay(await signIn(begun, 'totp'))
    server.state.expireSecondFactors()
    expect(await errorOf(signingIn.verify(first.attempt, '1', signal()))).toMatchObject({
      code: 'step-expired',
      status: 416,
    })
    const count = asked(begun, 'login.2fa').length
    expect(await errorOf(signingIn.verify(first.attempt, '1', signal()))).toMatchObject({
      code: 'step-expired',
    })
    const second = halfWay(await signIn(begun, 'totp'))
    signingIn.abandon(second.attempt)
    expect(await errorOf(signingIn.verify(second.attempt, '1', signal()))).toMatchObject({
      code: 'step-expired',
    })
    expect(asked(begun, 'login.2fa')).toHaveLength(count)
  })

  test('another try ends the one before; an id of one kind is none of another', async () => {
    const begun = await fresh()
    const { signingIn, server } = begun
    const first = halfWay(await signIn(begun, 'totp'))
    const second = halfWay(await signIn(begun, 'totp'))
    const code = server.login('totp').totp ?? ''
    for (const work of [
      signingIn.verify(first.attempt, code, signal()),
      signingIn.changePassword(second.attempt, 'Brand-New-42', signal()),
      signingIn.verify('0b5f3f9e-4a5d-4c8e-9c56-0f1f6f0c7a11' as AttemptId, code, signal()),
    ])
      expect(await errorOf(work)).toMatchObject({ code: 'step-expired' })
    expect(asked(begun, 'login.2fa')).toHaveLength(0)
    expect(await signingIn.verify(second.attempt, code, signal())).toMatchObject({ kind: 'signed-in' })
  })
})

describe('a password that must be changed', () => {
  test.each(['expired', 'force-change'] as const)(
    '%s: changed, and signed in with the new one',
    async (role) => {
      const begun = await fresh()
      const { signingIn, server } = begun
      const step = halfWay(await signIn(begun, role))
      expect(step).toMatchObject({
        kind: 'new-password',
        message: expect.stringContaining('must be changed'),
      })
      expect(await errorOf(signingIn.changePassword(step.attempt, 'short', signal()))).toMatchObject({
        code: 'password-refused',
        message: expect.stringContaining('at least 8 characters'),
      })
      const done = await signingIn.changePassword(step.attempt, 'Brand-New-42', signal())
      expect(done.kind).toBe('signed-in')
      expect(await nameOf(begun)).toBe(server.login(role).name)
      // No password in an address, ever.
      for (const { path, query } of server.requests)
        expect(`${path}${JSON.stringify(query)}`).not.toMatch(/Brand-New|Demo-/)
    },
  )

  test('through the one-time code where there is one', async () => {
    const begun = await fresh()
    const { signingIn, server } = begun
    const first = halfWay(await signIn(begun, 'totp-expired'))
    const second = halfWay(await signingIn.changePassword(first.attempt, 'Brand-New-42', signal()))
    expect(second.kind).toBe('second-factor')
    const code = server.login('totp-expired').totp ?? ''
    expect((await signingIn.verify(second.attempt, code, signal())).kind).toBe('signed-in')
  })

  test.each([
    ['the answer to the change was lost', 'password'],
    ['signing in afterwards failed', 'login'],
  ] as const)('%s: the same once more signs in', async (_, route) => {
    const begun = await fresh()
    const { signingIn, server } = begun
    const step = halfWay(await signIn(begun, 'expired'))
    server.faults.add({ route, kind: 'drop', when: 'after' })
    expect(await errorOf(signingIn.changePassword(step.attempt, 'Brand-New-42', signal()))).toMatchObject({
      code: 'connection-lost',
    })
    const again = await signingIn.changePassword(step.attempt, 'Brand-New-42', signal())
    expect(again.kind).toBe('signed-in')
  })

  test('an old password that is no longer right is said in the words of the server', async () => {
    const begun = await fresh()
    const { signingIn, server } = begun
    const step = halfWay(await signIn(begun, 'expired'))
    server.faults.add({
      route: 'password',
      kind: 'status',
      status: 401,
      body: 'json',
      detail: 'Not any more',
    })
    expect(await errorOf(signingIn.changePassword(step.attempt, 'Brand-New-42', signal()))).toMatchObject({
      code: 'unauthorized',
      message: 'Not any more',
    })
  })
})

describe('a provider', () => {
  async function visitedBy(role: Role): Promise<Begun> {
    const begun: Begun = await fresh(visitor(() => begun.server, role))
    return begun
  }

  test('what a domain offers', async () => {
    const { signingIn, server } = await fresh()
    const ways = (role: Role) => signingIn.ways(placeOf(server, role), signal())
    const example = { id: '/example-id', name: 'Example ID' }
    expect(await ways('admin')).toEqual({ password: true, providers: [] })
    expect(await ways('sso')).toEqual({
      password: true,
      providers: [example, { id: '/acme', name: 'Acme Login' }],
    })
    expect(await ways('sso-only')).toEqual({ password: false, providers: [example] })
    expect(
      await errorOf(signingIn.ways({ ...placeOf(server, 'admin'), login: 'a@b' }, signal())),
    ).toMatchObject({
      code: 'not-found',
    })
  })

  test('over http to another machine the domain is not even asked about', async () => {
    const begun = await fresh()
    const place = { server: 'http://cc.example.com', login: 'a@b', allowHttp: false }
    expect(await begun.signingIn.ways(place, signal())).toBeUndefined()
    expect(await begun.signingIn.signInWith('/example-id', place, signal())).toEqual({
      kind: 'consent-http',
      server: 'http://cc.example.com',
    })
    expect(begun.visit).not.toHaveBeenCalled()
  })

  test('no password is sent to a domain that takes none', async () => {
    const begun = await fresh()
    expect(await signIn(begun, 'sso-only')).toMatchObject({
      kind: 'providers-only',
      ways: { password: false, providers: [{ name: 'Example ID' }] },
    })
    expect(asked(begun, 'login')).toHaveLength(0)
  })

  test('is visited where the server says, and the person is whom the key belongs to', async () => {
    const begun = await visitedBy('sso')
    const { signingIn, server, visit, keychain } = begun
    const place = { ...placeOf(server, 'sso'), login: 'whoever@SSO.example.com' }
    const step = await signingIn.signInWith('/example-id', place, signal())
    // Under the login that it is, not the one that was typed.
    expect(step).toMatchObject({ kind: 'signed-in', account: { login: server.login('sso').login } })
    const redirect = encodeURIComponent(`${server.url}/app/auth`)
    expect(visit.mock.calls[0]?.[0]).toEqual({
      server: server.url,
      address: `${server.url}/api/login/example-id?redirect_uri=${redirect}`,
      name: 'Example ID',
    })
    expect(JSON.stringify(step)).not.toContain(requestsOf(begun.session).access())
    expect(keychain.entries.size).toBe(1)
  })

  test('who belongs to another domain is not let in, and signed out there', async () => {
    const begun = await visitedBy('admin')
    const { signingIn, server, keychain } = begun
    const work = signingIn.signInWith('/example-id', placeOf(server, 'sso'), signal())
    expect(await errorOf(work)).toMatchObject({ code: 'other-domain' })
    expect(await nameOf(begun)).toBe('signed-out')
    expect(keychain.entries.size).toBe(0)
    await expect.poll(() => server.state.sessions()).toEqual([])
  })

  test('that the server does not name is not visited', async () => {
    const begun = await visitedBy('sso')
    const { signingIn, server, visit } = begun
    for (const id of ['/unknown', '', '/../../evil', 'https://evil.example', '//evil.example'])
      expect(await errorOf(signingIn.signInWith(id, placeOf(server, 'sso'), signal()))).toMatchObject({
        code: 'provider',
      })
    expect(visit).not.toHaveBeenCalled()
  })

  test('a key that comes after it was cancelled is ended, and nobody is signed in', async () => {
    const begun = await visitedBy('sso')
    const { signingIn, server } = begun
    server.faults.add({ route: 'userinfo', kind: 'hang', when: 'before' })
    const cancelled = new AbortController()
    const work = signingIn.signInWith('/example-id', placeOf(server, 'sso'), cancelled.signal)
    await expect.poll(() => asked(begun, 'userinfo')).toHaveLength(1)
    cancelled.abort()
    expect(await errorOf(work)).toMatchObject({ code: 'cancelled' })
    expect(await nameOf(begun)).toBe('signed-out')
    await expect.poll(() => server.state.sessions()).toEqual([])
  })
})

test.each(['admin', 'totp', 'expired', 'sso'] as const)(
  '%s: the next start finds the session',
  async (role) => {
    const begun: Begun = await fresh(async () => await keyFor(begun.server, 'sso'))
    const { server, signingIn } = begun
    let step =
      role === 'sso'
        ? await signingIn.signInWith('/example-id', placeOf(server, role), signal())
        : await signIn(begun, role)
    if (step.kind === 'new-password')
      step = await signingIn.changePassword(step.attempt, 'Brand-New-42', signal())
    if (step.kind === 'second-factor')
      step = await signingIn.verify(step.attempt, server.login(role).totp ?? '', signal())
    expect(step.kind).toBe('signed-in')
    const access = requestsOf(begun.session).access() ?? ''
    for (const secret of [access, server.login(role).password, 'Brand-New-42', '135790'])
      expect(begun.file.text()).not.toContain(secret)
    const next = begin(server, undefined, undefined, begun)
    expect(await nameOf(next)).toBe(server.login(role).name)
    expect(requestsOf(next.session).access()).toBe(access)
  },
)

describe('given up while the server is at it', () => {
  const sessionsAfter = async ({ server, signingIn }: Begun, route: 'login' | 'login.2fa', role: Role) => {
    const { login, password, totp = '' } = server.login(role)
    const given = new AbortController()
    const place = { ...placeOf(server, role), login, password }
    const begin = () => signingIn.signIn(place, given.signal)
    const step = role === 'totp' ? halfWay(await signingIn.signIn(place, signal())) : undefined
    const release = server.faults.hold(route)
    const trying = step ? signingIn.verify(step.attempt, totp, given.signal) : begin()
    await expect.poll(() => server.requests.some((one) => one.route === route)).toBe(true)
    given.abort()
    expect(await errorOf(trying)).toMatchObject({ code: 'cancelled' })
    // Told at once: the answer is still on its way.
    expect(server.state.sessions()).toEqual([])
    release()
    await expect.poll(() => server.requests.some((one) => one.route === 'logout')).toBe(true)
    return server.state.sessions()
  }

  test('a password: a key that comes all the same is ended', async () => {
    expect(await sessionsAfter(await fresh(), 'login', 'admin')).toEqual([])
  })

  test('a one-time code: so is its key', async () => {
    expect(await sessionsAfter(await fresh(), 'login.2fa', 'totp')).toEqual([])
  })
})
