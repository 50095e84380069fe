import { expect, vi } from 'vitest'
import type { TokenId, ProfileId, UserId } from '../../../src/contract/index.ts'
import type { View } from '../../../src/renderer/tokens/list.ts'
import { pageState } from '../../../src/renderer/tokens/selection.ts'
import { startWebitelServer, type TokenRow, type WebitelServer } from '../../../tools/webitel-server/index.ts'
import { startWindowless } from '../windowless.ts'
import type { Action, World } from './actions.ts'
import { isSorted, keyedHeld, keyedRow, matches, pagesOf } from './expected.ts'
import { openStores, type Stores } from './person.ts'

/** What a person may rely on, kept apart from how it is done. */
interface Model {
  selected: Set<string>
  /** Where a range begins, and what was selected before it was drawn. */
  anchor: { readonly id: string; readonly before: ReadonlySet<string> } | undefined
  /** The view that was last answered, and its rows. */
  shown: View | undefined
  rows: readonly string[]
  /** What the server held then. */
  held: readonly TokenRow[]
  /** Nobody has changed anything since the first page of this view was shown; the rows of its pages so far. */
  walk: Map<string, number> | undefined
}

interface Place {
  readonly server: WebitelServer
  readonly profile: ProfileId
  readonly userId: UserId
  readonly stores: Stores
  readonly world: World
  readonly model: Model
}

/** Runs one sequence against one world; throws where the registry is not what the model says. */
export async function play(world: World, actions: readonly Action[]): Promise<void> {
  const server = await startWebitelServer({ big: false, users: 0, tokens: 0, switches: world.switches })
  try {
    const userId = server.login('empty').userId as UserId
    for (const { id, usage, time, by } of world.tokens)
      server.state.insertToken(userId, usage, {
        id,
        createdAt: time * 1000,
        createdBy: by === undefined ? null : server.login(by).userId,
      })
    const { bridge, profile } = await startWindowless(server)
    const model: Model = {
      selected: new Set(),
      anchor: undefined,
      shown: undefined,
      rows: [],
      held: [],
      walk: undefined,
    }
    const place = { server, profile, userId, stores: openStores(bridge), world, model }
    const first = {
      profile,
      userId,
      search: '',
      page: 1,
      size: world.size,
      sort: { field: 'created_at', descending: true },
    } as const
    await show(place, first)
    for (const action of actions) {
      await act(place, action)
      check(place)
    }
    await walkThrough(place)
  } finally {
    await server.close()
  }
}

const heldNow = ({ server, userId }: Place): readonly TokenRow[] => server.state.tokensOf(userId)
const isHeld = (place: Place, id: string): boolean => place.server.state.token(id) !== undefined

async function show(place: Place, view: View): Promise<void> {
  void place.stores.tokens.show(view)
  await answered(place)
}

/** The list was read: what it shows is what the server holds now. */
async function answered(place: Place): Promise<void> {
  const { stores, model } = place
  await stores.idle()
  const { wanted } = stores.tokens
  expect([stores.tokens.waiting, stores.tokens.error]).toEqual([false, undefined])
  const ids = stores.tokens.rows.map(({ id }) => id)
  if (same(model.shown, wanted))
    leave(
      model,
      model.rows.filter((id) => !ids.includes(id as TokenId) && !isHeld(place, id)),
    )
  if (
    !same(model.shown && { ...model.shown, page: 0 }, wanted && { ...wanted, page: 0 }) ||
    wanted?.page === 1
  )
    model.walk = wanted?.page === 1 ? new Map() : undefined
  for (const id of ids) model.walk?.set(id, wanted?.page ?? 0)
  Object.assign(model, { shown: wanted, rows: ids, held: heldNow(place) })
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Leaves the selection, and what a range that is being drawn gives back. */
function leave(model: Model, ids: readonly string[]): void {
  for (const id of ids) model.selected.delete(id)
  if (!model.anchor) return
  const before = [...model.anchor.before].filter((id) => !ids.includes(id))
  model.anchor = ids.includes(model.anchor.id) ? undefined : { id: model.anchor.id, before: new Set(before) }
}

async function act(place: Place, action: Action): Promise<void> {
  const { stores, model, profile, userId } = place
  const { tokens } = stores
  const view = tokens.wanted
  if (!view) throw new Error('Nothing is shown')
  switch (action.do) {
    case 'next':
      if (tokens.next) await show(place, { ...view, page: view.page + 1 })
      return
    case 'previous':
      if (view.page > 1) await show(place, { ...view, page: view.page - 1 })
      return
    case 'sort':
      return await show(place, {
        ...view,
        page: 1,
        sort: { field: action.field, descending: action.descending },
      })
    case 'search':
      return await show(place, { ...view, page: 1, search: action.text })
    case 'refresh':
      void tokens.refresh()
      await answered(place)
      leave(
        model,
        [...model.selected].filter((id) => !isHeld(place, id)),
      )
      return
    case 'select row':
    case 'select range':
      return selectRow(place, action.do === 'select range', action.row)
    case 'select page': {
      const on = pageState(tokens.ownRows, tokens.selection.selected) !== 'all'
      tokens.selection.set(tokens.ownRows, on)
      for (const id of model.rows)
        if (on) model.selected.add(id)
        else model.selected.delete(id)
      model.anchor = undefined
      return
    }
    case 'select all':
      await tokens.everything.select({ profile, userId, search: view.search })
      expect(tokens.everything.error).toBeUndefined()
      for (const { id, usage } of heldNow(place)) if (matches(view.search, usage)) model.selected.add(id)
      model.anchor = undefined
      return
    case 'clear':
      tokens.selection.clear()
      Object.assign(model, { selected: new Set(), anchor: undefined })
      return
    case 'foreign create':
    case 'foreign delete':
    case 'foreign rename':
      return meanwhile(place, action)
    case 'bulk':
      return await bulk(place, action)
  }
}

function selectRow({ stores: { tokens }, model }: Place, range: boolean, index: number): void {
  const row = tokens.rows[index % Math.max(1, tokens.rows.length)]
  if (!row) return
  if (!range) {
    tokens.selection.toggle(row)
    if (!model.selected.delete(row.id)) model.selected.add(row.id)
    model.anchor = { id: row.id, before: new Set(model.selected) }
    return
  }
  tokens.selection.extendTo(tokens.rows, row)
  const anchor =
    model.anchor && model.rows.includes(model.anchor.id)
      ? model.anchor
      : { id: row.id, before: new Set(model.selected) }
  const ends = [model.rows.indexOf(anchor.id), model.rows.indexOf(row.id)].toSorted(
    (one, other) => one - other,
  )
  model.selected = new Set([...anchor.before, ...model.rows.slice(ends[0], (ends[1] ?? 0) + 1)])
  model.anchor = anchor
}

function meanwhile(place: Place, action: Extract<Action, { do: `foreign ${string}` }>): void {
  const { server, userId, model } = place
  if (action.do === 'foreign create') {
    const { id, usage, time } = action
    if (!isHeld(place, id)) server.state.insertToken(userId, usage, { id, createdAt: time * 1000 })
    model.walk = undefined
    return
  }
  const token = heldNow(place)[action.token % Math.max(1, heldNow(place).length)]
  if (!token) return
  if (action.do === 'foreign rename') server.state.changeToken(token.id, { usage: action.usage }, userId)
  else server.state.deleteToken(token.id)
  model.walk = undefined
}

async function bulk(place: Place, { kind, refused }: Extract<Action, { do: 'bulk' }>): Promise<void> {
  const { server, profile, userId, stores, model } = place
  const on = [...stores.tokens.selection.selected.values()]
  if (on.length === 0) return
  const route = kind === 'delete' ? 'tokens.delete' : 'tokens.update'
  if (refused > 0) server.faults.add({ route, kind: 'status', status: 403, body: 'json', every: refused })
  stores.bulk.ask(kind, { profile, userId }, on)
  await stores.bulk.start()
  // Not `expect.poll`: it keeps what it was given to the end of the test, thousands of servers.
  await vi.waitFor(() => expect(stores.bulk.running).toBe(false), { interval: 1 })
  server.faults.clear()
  const done = on.filter(({ id }) => isDone(place, kind, id)).map(({ id }) => id as string)
  const { job, allDone } = stores.bulk
  expect(job ? [job.done, job.failed] : [allDone?.count, 0]).toEqual([done.length, on.length - done.length])
  leave(model, done)
  model.walk = undefined
  // Rows that are known to be gone are taken away before the list is read again.
  if (kind === 'delete') model.rows = model.rows.filter((id) => !done.includes(id))
  await stores.bulk.close()
  await answered(place)
}

function isDone({ server }: Place, kind: 'delete' | 'disable' | 'enable', id: string): boolean {
  const token = server.state.token(id)
  if (kind === 'delete') return token === undefined
  return token !== undefined && (token.deletedAt === undefined) === (kind === 'enable')
}

/** What is shown and selected, against the model. */
function check(place: Place): void {
  const { stores, model, world, server } = place
  const { tokens } = stores
  const view = model.shown
  if (!view) return
  expect([...tokens.selection.selected.keys()].toSorted()).toEqual([...model.selected].toSorted())
  expect(tokens.selection.count).toBe(model.selected.size)
  const matching = model.held.filter(({ usage }) => matches(view.search, usage))
  const ids = tokens.rows.map(({ id }) => id)
  const there = new Set<string>(matching.map(({ id }) => id))
  expect(
    ids.filter((id) => !there.has(id)),
    'rows that do not match, or are gone',
  ).toEqual([])
  expect(new Set(ids).size, 'rows that are there twice').toBe(ids.length)
  const { descending } = view.sort
  expect(
    isSorted(
      tokens.rows.map((row) => keyedRow(row, view.sort)),
      descending,
    ),
    'in order',
  ).toBe(true)
  const { sort, firstSortKeyOnly } = world.switches
  const isReliable = sort === 'refused' || (sort === 'honoured' && !firstSortKeyOnly)
  // In the other worlds a page may look in order by chance: what is to be relied on there is told by the whole walk.
  if (!model.walk || !isReliable) return
  const nameOf = (id: string) => server.state.users().find((user) => user.id === id)?.name ?? ''
  const keyed = matching.map((token) => keyedHeld(token, view.sort, nameOf))
  expect(pagesOf(keyed, view.page, view.size, descending)).toContain(ids.join(' '))
  expect(tokens.next, 'whether there is a next page').toBe(view.page * view.size < matching.length)
}

/** From the first page to the last, nobody else being there: each row that matches is shown, once. */
async function walkThrough(place: Place): Promise<void> {
  const { stores } = place
  const { tokens } = stores
  const view = tokens.wanted
  if (!view) return
  const seen: string[] = []
  for (let page = 1; page <= 100; page += 1) {
    await show(place, { ...view, page })
    check(place)
    seen.push(...tokens.rows.map(({ id }) => id))
    if (!tokens.next) break
  }
  const matching = heldNow(place).filter(({ usage }) => matches(view.search, usage))
  expect(seen.toSorted()).toEqual(matching.map(({ id }) => id).toSorted())
}
