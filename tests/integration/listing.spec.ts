import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Token, TokenId, TokenSort, UserId } from '../../src/contract/index.ts'
import { failure } from '../../src/main/failure.ts'
import { goneOf } from '../../src/main/tokens/holding.ts'
import { createListing } from '../../src/main/tokens/listing.ts'
import { inOrder } from '../../src/main/tokens/ordering.ts'
import { createTokensApi, type TokensApi } from '../../src/main/webitel/tokens.ts'
import { startWebitelServer, type Switches, type WebitelServer } from '../../tools/webitel-server/index.ts'
import { signIn, wireTo } from './asking.ts'

/** The registry's pages, against a server that does not do what it is asked. */
const NAMES = ['Bravo', 'alpha', 'a_b', 'axb', '50%', '50 off', 'a\\b', 'ab', 'Übung', 'zulu', '', 'звіт']
const COUNT = 60
const SORTS: readonly TokenSort[] = (['usage', 'created_at', 'created_by'] as const).flatMap((field) =>
  [true, false].map((descending) => ({ field, descending })),
)

let server: WebitelServer
let userId: UserId
let api: TokensApi
beforeEach(async () => {
  server = await startWebitelServer({ big: false, users: 0, tokens: 0 })
  const { userId: id } = server.login('empty')
  userId = id as UserId
  // Ties of every kind: names, times and creators repeat.
  for (let number = 0; number < COUNT; number += 1)
    server.state.insertToken(id, NAMES[number % NAMES.length] ?? '', {
      createdAt: 1_700_000_000_000 + (number % 5) * 1000,
      createdBy: number % 7 === 0 ? null : server.login(number % 2 ? 'admin' : 'self').userId,
    })
  const { access } = await signIn(server)
  api = createTokensApi(wireTo(server, () => access))
})
afterEach(() => server.close())

function listing() {
  const read: number[] = []
  const { page, all, glance } = createListing({ api: () => api })
  const onRead = (count: number): void => void read.push(count)
  return {
    read,
    glance,
    page: (...[query, signal]: Parameters<typeof page>) => page(query, signal, onRead),
    all: (...[search, signal]: Parameters<typeof all>) => all(search, signal, onRead),
  }
}

const WORLDS: readonly (readonly [string, Partial<Switches>])[] = [
  ['does as it is asked', {}],
  ['ignores the order', { sort: 'ignored' }],
  ['refuses to sort', { sort: 'refused' }],
  ['lets equal keys wander', { equalKeysWander: true, firstSortKeyOnly: true }],
  ['cuts pages short', { pageSizeCap: 7 }],
  ['takes _ and % for wildcards', { sqlWildcardsLeak: true }],
  ['takes ? for itself', { questionMarkIsLiteral: true }],
  [
    'does all of it at once',
    {
      sort: 'ignored',
      pageSizeCap: 7,
      sqlWildcardsLeak: true,
      questionMarkIsLiteral: true,
      equalKeysWander: true,
      firstSortKeyOnly: true,
    },
  ],
]

/** All pages, one after another, as somebody goes through them. */
async function walk(
  list: ReturnType<typeof listing>,
  sort: TokenSort,
  size: number,
  search = '',
): Promise<Token[]> {
  const rows: Token[] = []
  for (let page = 1; page <= COUNT; page += 1) {
    const { items, next } = await list.page({ userId, search, sort, page, size })
    expect(items).toHaveLength(next ? size : items.length)
    rows.push(...items)
    if (!next) return rows
  }
  throw new Error('A list without end')
}

const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)
const held = () => ids(server.state.tokensOf(userId)).toSorted()

describe.each(WORLDS)('a server that %s', (_, switches) => {
  beforeEach(() => void Object.assign(server.switches, switches))

  it.each(SORTS)(
    'by $field, descending: $descending: no row twice, none left out, in order',
    async (sort) => {
      for (const size of [10, 25]) {
        const list = listing()
        const rows = await walk(list, sort, size)
        expect(ids(rows).toSorted()).toEqual(held())
        const keys = new Set(ids(rows))
        expect(keys.size).toBe(COUNT)
        // By the server's order of text or by ours; each is one of those that people know.
        const ours = ids(inOrder(rows, sort))
        expect(ids(rows)).toEqual(switches.sort ? ours : ids(rows))
      }
    },
  )

  it.each([
    ['a_b', ['a_b']],
    ['50%', ['50%']],
    ['a\\b', ['a\\b']],
    ['A?b', ['a\\b', 'a_b', 'axb']],
    ['a*', ['a\\b', 'a_b', 'ab', 'alpha', 'axb']],
    ['ВІ', ['звіт']],
    ['ü', ['Übung']],
    ['ü'.normalize('NFD'), ['Übung']],
  ])('searched for %j it shows just %j', async (search, names) => {
    const rows = await walk(listing(), { field: 'usage', descending: false }, 10, search)
    expect([...new Set(rows.map(({ usage }) => usage))].toSorted()).toEqual(names)
    expect(rows).toHaveLength(names.length * (COUNT / NAMES.length))
    const { items, partly } = await listing().all({ userId, search })
    expect([ids(items).toSorted(), partly]).toEqual([ids(rows).toSorted(), undefined])
  })
})

describe('equal keys that wander over the end of a page', () => {
  beforeEach(() => Object.assign(server.switches, { equalKeysWander: true, firstSortKeyOnly: true }))

  /** Two rows of one time, the last of the first page and the first of the second: nothing else gives it away. */
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('are seen, and each is shown once (%i)', async () => {
    const { userId: id } = server.login('nameless')
    for (const { id: seeded } of server.state.tokensOf(id)) server.state.deleteToken(seeded)
    for (const time of [1, 2, 3, 3, 4, 5]) server.state.insertToken(id, '', { createdAt: time * 1000 })
    const query = {
      userId: id as UserId,
      search: '',
      sort: { field: 'created_at', descending: false },
      size: 3,
    } as const
    const list = listing()
    const [one, two] = [await list.page({ ...query, page: 1 }), await list.page({ ...query, page: 2 })]
    expect(ids([...one.items, ...two.items]).toSorted()).toEqual(ids(server.state.tokensOf(id)).toSorted())
  })
})

describe('a first page that is in order, a second that gives it away', () => {
  let id: UserId
  beforeEach(() => {
    id = server.login('page').userId as UserId
    for (const { id: seeded } of server.state.tokensOf(id)) server.state.deleteToken(seeded)
  })

  const pages = async (sort: TokenSort, numbers: readonly number[]) => {
    const list = listing()
    const shown: string[] = []
    for (const page of numbers) {
      const { items } = await list.page({ userId: id, search: '', sort, size: 3, page })
      shown.push(ids(items).join(''))
    }
    return shown
  }

  it('by equal keys, where rows without a creator come last: each row is shown once', async () => {
    server.switches.firstSortKeyOnly = true
    for (const [token, createdBy] of [
      ['d', id],
      ['c', id],
      ['a', null],
      ['b', null],
    ] as const)
      server.state.insertToken(id, '', { id: token, createdBy })
    expect(await pages({ field: 'created_by', descending: true }, [1, 2])).toEqual(['dca', 'b'])
  })

  it('by equal keys within the second: each row is shown once', async () => {
    server.switches.firstSortKeyOnly = true
    for (const [token, time] of [
      ['f', 4],
      ['e', 3],
      ['a', 2],
      ['d', 2],
      ['b', 1],
      ['c', 1],
      ['g', 0],
    ] as const)
      server.state.insertToken(id, '', { id: token, createdAt: 1000 + time })
    const newestFirst = { field: 'created_at', descending: true } as const
    expect(await pages(newestFirst, [1, 2, 3, 2])).toEqual(['fea', 'dcb', 'g', 'dcb'])
    expect(await pages(newestFirst, [1, 2, 1, 2])).toEqual(['fea', 'dcb', 'fed', 'acb'])
  })

  it('by what belongs on the first: each row is shown once', async () => {
    server.switches.sort = 'ignored'
    for (const token of ['b', 'c', 'd', 'a', 'e', 'f', 'g'])
      server.state.insertToken(id, token, { id: token })
    const byName = { field: 'usage', descending: false } as const
    expect(await pages(byName, [1, 2, 3, 2])).toEqual(['bcd', 'aef', 'g', 'aef'])
  })

  it('gone to by its address: the rows of a page that nobody has seen the ones before of keep no place', async () => {
    server.switches.sort = 'ignored'
    for (const token of ['a', 'b', 'c', 'e', 'f', 'g', 'd'])
      server.state.insertToken(id, token, { id: token })
    const byName = { field: 'usage', descending: false } as const
    expect(await pages(byName, [2, 3, 2])).toEqual(['efg', 'g', 'def'])
  })
})

describe('a row that is pushed down by a new one', () => {
  const query = { search: '', sort: { field: 'created_at', descending: true }, size: 10 } as const

  it('is not taken for a server that can not sort', async () => {
    const list = listing()
    await list.page({ ...query, userId, page: 1 })
    const made = server.state.insertToken(userId, 'new')
    const { items } = await list.page({ ...query, userId, page: 2 })
    expect(items).toHaveLength(10)
    const read = list.read.length
    expect(ids((await list.page({ ...query, userId, page: 1 })).items)[0]).toBe(made.id)
    await list.page({ ...query, userId, page: 2 })
    expect(list.read).toHaveLength(read)
  })
})

describe('reading all', () => {
  it('is not done where the server can be relied on, and told where it is', async () => {
    const list = listing()
    for (const sort of SORTS) await walk(list, sort, 10)
    expect(list.read).toEqual([])
    const pages = (SORTS.length * COUNT) / 10
    expect(server.requests.filter(({ route }) => route === 'tokens.list')).toHaveLength(pages)
    server.switches.sort = 'ignored'
    await walk(list, { field: 'usage', descending: true }, 10)
    expect(list.read.length).toBeGreaterThan(0)
    expect(list.read.at(-1)).toBe(COUNT)
  })

  it('ends with a server that never stops, and with somebody who does not wait', async () => {
    const stop = new AbortController()
    const round = {
      ...api,
      async *all() {
        const items = [{ id: 'a' as never, usage: 'again' }]
        for (;;) yield await Promise.resolve({ items, next: true })
      },
    }
    const list = createListing({ api: () => round })
    expect(await list.all({ userId, search: '' })).toMatchObject({ items: [{ id: 'a' }] })
    stop.abort()
    const query = {
      userId,
      search: 'a_b',
      sort: { field: 'usage', descending: true },
      page: 1,
      size: 10,
    } as const
    await expect(listing().page(query, stop.signal)).rejects.toThrow('cancelled')
  })

  it('says that there are more than it reads', async () => {
    let number = 0
    const endless = {
      ...api,
      async *all() {
        for (;;) {
          const items = Array.from({ length: 1000 }, () => ({
            id: String((number += 1)) as never,
            usage: 'x',
          }))
          yield await Promise.resolve({ items, next: true })
        }
      },
    }
    const { all } = createListing({ api: () => endless })
    const { items, partly } = await all({ userId, search: '' })
    expect([items.length, partly]).toEqual([20_000, true])
  })
})

it('asks the server to the end as whoever began: another may be signed in by then', async () => {
  server.switches.sort = 'refused'
  const keys: string[] = []
  const as = (key: string): TokensApi =>
    new Proxy(api, { get: (all, name) => (keys.push(key), Reflect.get(all, name)) })
  let now = as('first')
  const { page } = createListing({ api: () => now })
  const query = {
    userId,
    search: '',
    sort: { field: 'usage', descending: false },
    size: 10,
    page: 1,
  } as const
  const asked = page(query, undefined, () => (now = as('second')))
  now = as('second')
  expect((await asked).items).toHaveLength(10)
  expect(new Set(keys)).toEqual(new Set(['first']))
})

it('one 400 is no order that the server refuses: later pages are its own again', async () => {
  const list = listing()
  server.faults.add({ route: 'tokens.list', kind: 'status', status: 400, body: 'json', times: 1 })
  await list.page({ userId, search: '', sort: SORTS[0] as TokenSort, page: 1, size: 10 })
  list.read.length = 0
  for (const page of [1, 2, 3])
    await list.page({ userId, search: '', sort: SORTS[0] as TokenSort, page, size: 10 })
  expect(list.read).toEqual([])
})

it('a server that refuses large pages gives small ones, also after somebody asked for a large one', async () => {
  const refuse = (size: number): void => {
    if (size > 100) throw failure('invalid', { status: 400 })
  }
  const strict: TokensApi = {
    ...api,
    async list(query, signal) {
      refuse(query.size)
      return await api.list(query, signal)
    },
    async *all(everything, signal) {
      refuse(everything.size)
      yield* api.all(everything, signal)
    },
  }
  const list = createListing({ api: () => strict })
  const small = { userId, search: '', sort: SORTS[0] as TokenSort, page: 1, size: 25 }
  await expect(list.page({ ...small, size: 1000 })).rejects.toThrow('invalid')
  expect((await list.page(small)).items).toHaveLength(25)
  expect((await list.page({ ...small, page: 2 })).items).toHaveLength(25)
})

it('one page that was cut short is no habit of the server: later ones are its own again', async () => {
  let isShort = true
  const once: TokensApi = {
    ...api,
    async list(query, signal) {
      const { items, next } = await api.list(query, signal)
      return isShort ? { items: items.slice(0, 7), next: true } : { items, next }
    },
  }
  const read: number[] = []
  const list = createListing({ api: () => once })
  const onRead = (count: number): void => void read.push(count)
  const query = { userId, search: '', sort: SORTS[0] as TokenSort, size: 10 }
  expect((await list.page({ ...query, page: 1 }, undefined, onRead)).items).toHaveLength(10)
  expect(read.length).toBeGreaterThan(0)
  isShort = false
  read.length = 0
  for (const page of [1, 2])
    expect((await list.page({ ...query, page }, undefined, onRead)).items).toHaveLength(10)
  expect(read).toEqual([])
})

/** A registry of 2400, whose rows move up once the first page was read: as many as were deleted stand where nobody looks any more. */
function racing() {
  const ids = Array.from({ length: 2400 }, (_, number) => {
    const id = `id-${String(number).padStart(5, '0')}`
    return server.state.insertToken(userId, `token ${number}`, { id }).id as TokenId
  })
  const moving: TokensApi = {
    ...api,
    async *all(everything, signal) {
      for await (const page of api.all(everything, signal)) {
        for (const id of ids.slice(0, 10)) server.state.deleteToken(id)
        yield page
      }
    },
  }
  return { ids, ...createListing({ api: () => moving }) }
}

it('what is there is not called gone because another client deletes while a list is read', async () => {
  const { ids, glance } = racing()
  expect(await goneOf({ read: api.read, glance }, userId, ids.slice(500, 2000))).toEqual([])
})

it('what is there is not left out of all of them because another client deletes while they are read', async () => {
  const { ids, all } = racing()
  const { items } = await all({ userId, search: '' })
  const read = new Set(items.map(({ id }) => id))
  expect(ids.slice(10).filter((id) => !read.has(id))).toEqual([])
})

describe('a row that can not be read', () => {
  const query = { search: '', sort: SORTS[0] as TokenSort, page: 1, size: 10 } as const
  /** In each answer the first row has no id. */
  beforeEach(() => {
    server.faults.add({
      route: 'tokens.list',
      kind: 'odd-field',
      field: 'id',
      value: null,
      row: 0,
      times: Infinity,
    })
  })

  it('is left out and counted on a page of the server', async () => {
    const { items, unreadable } = await listing().page({ ...query, userId })
    expect([items.length, unreadable]).toEqual([9, 1])
  })

  it('is not taken for a page that was cut short', async () => {
    const list = listing()
    for (const page of [1, 2, 3]) await list.page({ ...query, userId, page })
    expect(list.read).toEqual([])
  })

  it('is counted where all is read, sorted and searched here', async () => {
    server.switches.sort = 'ignored'
    const list = listing()
    await list.page({ ...query, userId })
    expect(await list.page({ ...query, userId })).toMatchObject({ unreadable: 1, next: true })
    const { items, unreadable } = await list.all({ userId, search: '' })
    expect([items.length, unreadable]).toEqual([COUNT - 1, 1])
  })

  it('lets nothing be called gone by the list alone', async () => {
    const ids = server.state.tokensOf(userId).map(({ id }) => id as TokenId)
    const { glance } = listing()
    expect(await goneOf({ read: api.read, glance }, userId, ids)).toEqual([])
  })
})
