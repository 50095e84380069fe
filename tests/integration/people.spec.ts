import { describe, expect, it, onTestFinished } from 'vitest'
import { startWebitelServer, type Switches } from '../../tools/webitel-server/index.ts'
import { createUsersApi } from '../../src/main/webitel/people.ts'
import { signIn, wireTo } from './asking.ts'

/** Finding people on servers that read a pattern in their own way. */
const WORLDS: readonly (readonly [string, Partial<Switches>])[] = [
  ['does as it is asked', {}],
  ['takes ? for itself', { questionMarkIsLiteral: true }],
  ['takes _ and % for wildcards', { sqlWildcardsLeak: true }],
  ['refuses to sort and cuts pages short', { sort: 'refused', pageSizeCap: 7 }],
]

async function begin(switches: Partial<Switches>) {
  const server = await startWebitelServer({ big: false, users: 100, switches })
  onTestFinished(() => server.close())
  const { access } = await signIn(server)
  const users = createUsersApi(wireTo(server, () => access))
  const find = (search: string, page = 1, size = 50) => users.list({ search, page, size })
  return { server, find }
}

describe.each(WORLDS)('a server that %s', (_, switches) => {
  it.each([
    ['ality te', ['Quality team']],
    ['*?eam', ['Quality team']],
    ['Qu?lity*', ['Quality team']],
    ['Qual_ty', []],
    ['%', []],
  ])('searched for %j finds just %j', async (search, names) => {
    const { find } = await begin(switches)
    expect((await find(search)).items.map(({ name }) => name)).toEqual(names)
  })

  it('finds letters with accents, composed or decomposed, page by page', async () => {
    const { server, find } = await begin(switches)
    const held = server.state.users().filter(({ name }) => name.includes('Fernández'))
    for (const search of ['fernández', 'FERNÁNDEZ'.normalize('NFD')]) {
      const [first, second] = [await find(search, 1, 3), await find(search, 2, 3)]
      const found = [...first.items, ...second.items].map(({ id }) => id)
      expect([first.next, found.length, new Set(found).size]).toEqual([true, 6, 6])
      const ids = new Set((await find(search)).items.map(({ id }) => id))
      expect(ids).toEqual(new Set(held.map(({ id }) => id)))
    }
  })

  it('counts the people who could not be read', async () => {
    const { server, find } = await begin(switches)
    server.faults.add({
      route: 'users.list',
      kind: 'odd-field',
      field: 'id',
      value: null,
      row: 0,
      times: Infinity,
    })
    for (const search of ['', 'a?']) expect((await find(search)).unreadable).toBeGreaterThan(0)
  })
})
