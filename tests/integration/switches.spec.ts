import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Bridge, ProfileId, Result, TokenId, UserId } from '../../src/contract/index.ts'
import { startWebitelServer, type WebitelServer } from '../../tools/webitel-server/index.ts'
import { rounds } from '../support/soak.ts'
import { signInTo, startWindowless } from './windowless.ts'

/** A token that both servers hold under the same id, of a user whose id is the same at both. */
const TWIN = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' as TokenId
const ACTS = ['open', 'list', 'all', 'read', 'rename', 'enable', 'opened', 'recent', 'job'] as const

interface Step {
  readonly act: (typeof ACTS)[number]
  /** The profile that it is for, whichever is shown. */
  readonly of: 0 | 1
  /** Milliseconds before the next one. */
  readonly pause: number
}
const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...ACTS),
  of: fc.constantFrom(0 as const, 1 as const),
  pause: fc.constantFrom(0, 0, 1, 3),
})

const NAMES = ['first', 'second'] as const
/**
 * Refusals of what is asked for another profile than the one that is shown. `not-done`: both changes of a token send its
 * name, so that **enable** may undo a rename in the same moment.
 */
const REFUSED = new Set(['cancelled', 'session-ended', 'busy', 'not-done'])

async function startServer(of: 0 | 1): Promise<WebitelServer> {
  const server = await startWebitelServer({ big: false, users: 0, tokens: 0 })
  server.state.insertToken(server.login('empty').userId, NAMES[of], { id: TWIN })
  for (const route of ['tokens.read', 'tokens.list'] as const)
    server.faults.add({ route, kind: 'latency', ms: 2 })
  return server
}

async function ask(
  { request }: Bridge,
  { act, of }: Step,
  profile: ProfileId,
  userId: UserId,
  ticket: number,
) {
  const sort = { field: 'usage', descending: false } as const
  const token = { userId, id: TWIN }
  if (act === 'open') return await request['session:open'](profile)
  if (act === 'list')
    return await request['tokens:list'](profile, { userId, search: '', sort, page: 1, size: 10 }, ticket)
  if (act === 'all') return await request['tokens:all'](profile, { userId, search: '' }, ticket)
  if (act === 'read') return await request['tokens:read'](profile, token, ticket)
  if (act === 'enable') return await request['tokens:enable'](profile, { ...token, enabled: true }, ticket)
  if (act === 'opened') return await request['users:opened'](profile, { id: userId, name: NAMES[of] })
  if (act === 'recent') return await request['users:recent'](profile)
  if (act === 'job') {
    const items = [{ id: TWIN, usage: NAMES[of] }]
    return await request['jobs:start'](profile, { kind: 'enable', userId, items })
  }
  return await request['tokens:rename'](
    profile,
    { ...token, from: NAMES[of], to: `${NAMES[of]} again` },
    ticket,
  )
}

/** What is wrong about an answer, if anything is. */
function faultOf({ act, of }: Step, answer: Result<unknown>): string | undefined {
  if (!answer.ok) return REFUSED.has(answer.error.code) ? undefined : `${act}: ${answer.error.code}`
  const isForeign = act !== 'open' && JSON.stringify(answer.value ?? null).includes(NAMES[1 - of] ?? '')
  return isForeign ? `${act} of ${NAMES[of]}: ${JSON.stringify(answer.value)}` : undefined
}

it('no answer, request or change crosses to another account, however late it is', async () => {
  const servers = [await startServer(0), await startServer(1)] as const
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
        const { bridge, profile } = await startWindowless(servers[0], 'empty')
        const profiles = [profile, await signInTo(bridge, servers[1], 'empty')] as const
        const userId = servers[0].login('empty').userId as UserId
        for (const server of servers) server.clearRequests()
        const answers: Promise<string | undefined>[] = []
        for (const [at, one] of steps.entries()) {
          const asked = ask(bridge, one, profiles[one.of], userId, at + 10)
          answers.push(asked.then((answer) => faultOf(one, answer)))
          await new Promise((resolve) => setTimeout(resolve, one.pause))
        }
        expect((await Promise.all(answers)).filter((fault) => fault !== undefined)).toEqual([])
        for (const [of, server] of servers.entries()) {
          // A request without a key, or with the other server's, is answered 401.
          expect(server.requests.filter(({ status }) => status === 401)).toEqual([])
          expect(server.state.token(TWIN)?.usage).toMatch(new RegExp(`^${NAMES[of]}`))
        }
      }),
      { numRuns: rounds(25, 500) },
    )
  } finally {
    for (const server of servers) await server.close()
  }
})
