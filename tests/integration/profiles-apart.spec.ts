import { expect, it, onTestFinished } from 'vitest'
import type { Bridge, ProfileId, TokenId, UserId } from '../../src/contract/index.ts'
import { startWebitelServer, type WebitelServer } from '../../tools/webitel-server/index.ts'
import { signInTo, startWindowless } from './windowless.ts'

/** A token that both servers hold under the same id, of a person whose id is the same at both. */
const TWIN = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' as TokenId

async function startServer(): Promise<WebitelServer> {
  const server = await startWebitelServer({ big: false })
  onTestFinished(() => server.close())
  server.state.insertToken(server.login('admin').userId, 'Twin', { id: TWIN })
  return server
}

type Act = (
  bridge: Bridge,
  profile: ProfileId,
  userId: UserId,
  password: string,
) => Promise<{ readonly ok: boolean }>
const item = { id: TWIN, usage: 'Twin' }

const query = {
  search: '',
  sort: { field: 'usage', descending: false },
  page: 1,
  size: 10,
} as const

const ACTS: readonly (readonly [string, Act])[] = [
  [
    'deletes',
    ({ request }, by, userId) => request['jobs:start'](by, { kind: 'delete', userId, items: [item] }),
  ],
  [
    'disables many',
    ({ request }, by, userId) => request['jobs:start'](by, { kind: 'disable', userId, items: [item] }),
  ],
  [
    'creates',
    ({ request }, by, id) => request['tokens:create'](by, { owner: { id, name: '' }, usage: 'New' }, 2),
  ],
  [
    'renames',
    ({ request }, by, userId) => request['tokens:rename'](by, { userId, id: TWIN, from: 'Twin', to: 'B' }, 2),
  ],
  [
    'disables',
    ({ request }, by, userId) => request['tokens:enable'](by, { userId, id: TWIN, enabled: false }, 2),
  ],
  ['signs in again', ({ request }, by, _, password) => request['session:renew'](by, password, 2)],
  ['signs out', ({ request }, by) => request['session:sign-out'](by)],
  ['lists users', ({ request }, by) => request['users:list'](by, { search: '', page: 1, size: 10 }, 2)],
  ['reads a user', ({ request }, by, userId) => request['users:read'](by, userId, 2)],
  ['lists tokens', ({ request }, by, userId) => request['tokens:list'](by, { userId, ...query }, 2)],
  ['reads a token', ({ request }, by, userId) => request['tokens:read'](by, { userId, id: TWIN }, 2)],
  ['reads all tokens', ({ request }, by, userId) => request['tokens:all'](by, { userId, search: '' }, 2)],
  ['looks for tokens', ({ request }, by, userId) => request['tokens:gone'](by, userId, [TWIN], 2)],
]

it.each(ACTS)(
  'what is asked for one profile is not done in another that main shows by then: %s',
  async (_, act) => {
    const [first, second] = [await startServer(), await startServer()]
    const { bridge, profile, userId } = await startWindowless(first)
    const other = await signInTo(bridge, second, 'admin')
    expect(second.login('admin').userId).toBe(userId)
    const { password } = second.login('admin')
    for (const server of [first, second]) server.clearRequests()

    expect(await act(bridge, profile, userId as UserId, password)).toMatchObject({
      error: { code: 'cancelled' },
    })
    expect([...first.requests, ...second.requests]).toEqual([])

    expect(await act(bridge, other, userId as UserId, password)).toMatchObject({ ok: true })
    await expect.poll(() => second.requests.length).toBeGreaterThan(0)
    expect(first.requests).toEqual([])
  },
)
