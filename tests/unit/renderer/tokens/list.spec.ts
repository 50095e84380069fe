import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Result, Token, TokenPage } from '../../../../src/contract/index.ts'
import { createTokenList, type View } from '../../../../src/renderer/tokens/list.ts'
import {
  createFakeBridge,
  failed,
  MINE,
  NEWEST_FIRST,
  ok,
  token,
  tokenId,
  type FakeBridge,
} from '../fake-bridge.ts'
import { held, withBridge } from '../with-bridge.ts'

const VIEW: View = { ...MINE, search: '', page: 1, size: 10, sort: NEWEST_FIRST }
const { profile: _, ...QUERY } = VIEW
const many = (count: number): Token[] => Array.from({ length: count }, (_, index) => token(String(index)))
const ids = (rows: readonly Token[]): string[] => rows.map(({ id }) => id)

let bridge: FakeBridge
let wentTo: number[]
let missing: string[][]
const listOf = (tokens: Token[]) => {
  bridge = withBridge(createFakeBridge(tokens))
  return createTokenList(
    bridge,
    (page) => wentTo.push(page),
    (_, gone) => gone && missing.push(ids(gone)),
  )
}
beforeEach(() => {
  wentTo = []
  missing = []
})

describe('showing a view', () => {
  it('asks for it in its order and shows its rows', async () => {
    const list = listOf(many(12))
    const asked = vi.spyOn(bridge.request, 'tokens:list')
    await list.show(VIEW)
    expect(asked).toHaveBeenCalledWith(MINE.profile, QUERY, expect.any(Number))
    expect(ids(list.rows.value)).toHaveLength(10)
    expect([list.next.value, list.waiting.value, list.current.value]).toEqual([true, false, true])
  })

  it('never shows an older answer over a newer one', async () => {
    const list = listOf([])
    const older = held<Result<TokenPage>>()
    bridge.request['tokens:list'] = (_, { search }) =>
      search === '' ? older.promise : Promise.resolve(ok({ items: [token('new')], next: false }))
    const first = list.show(VIEW)
    await list.show({ ...VIEW, search: 'n' })
    older.answer(ok({ items: [token('old')], next: true }))
    await first
    expect(ids(list.rows.value)).toEqual(['new'])
    expect(list.next.value).toBe(false)
  })

  it('says that the rows are not those of the view while it waits for another', async () => {
    const list = listOf(many(3))
    await list.show(VIEW)
    bridge.request['tokens:list'] = () => held<Result<TokenPage>>().promise
    void list.show({ ...VIEW, page: 2 })
    expect([list.current.value, list.waiting.value]).toEqual([false, true])
    expect(list.ownRows.value).toEqual([])
  })

  it('goes one page back from an empty one, and from there to the first', async () => {
    const list = listOf([])
    await list.show({ ...VIEW, page: 7 })
    await list.show({ ...VIEW, page: 6 })
    expect(wentTo).toEqual([6, 1])
  })

  it('shows an empty first page as empty', async () => {
    const list = listOf([])
    await list.show(VIEW)
    expect(wentTo).toEqual([])
    expect(list.current.value).toBe(true)
  })
})

describe('a failure', () => {
  it('keeps the rows of a refresh that failed', async () => {
    const list = listOf(many(3))
    await list.show(VIEW)
    bridge.request['tokens:list'] = async () => failed('offline')
    await list.refresh()
    expect(ids(list.rows.value)).toHaveLength(3)
    expect([list.error.value?.code, list.current.value]).toEqual(['offline', true])
  })

  it('leaves the rows as old as they are', async () => {
    const list = listOf(many(3))
    const now = vi.spyOn(Date, 'now').mockReturnValue(1000)
    await list.show(VIEW)
    now.mockReturnValue(2000)
    bridge.request['tokens:list'] = async () => failed('offline')
    await list.refresh()
    now.mockRestore()
    expect(list.readAt.value).toBe(1000)
  })

  it('is over when the next answer is good', async () => {
    const list = listOf(many(3))
    const good = bridge.request['tokens:list']
    bridge.request['tokens:list'] = async () => failed('server')
    await list.show(VIEW)
    expect(list.current.value).toBe(false)
    bridge.request['tokens:list'] = good
    await list.refresh()
    expect([list.error.value, list.current.value]).toEqual([undefined, true])
  })
})

describe('a token that was just created', () => {
  it('is on top once, outside the rows of the page', async () => {
    const list = listOf(many(3))
    await list.show(VIEW)
    list.add(token('2', { usage: 'fresh' }))
    expect(ids(list.rows.value)).toEqual(['2', '0', '1'])
    expect(ids(list.ownRows.value)).toEqual(['0', '1'])
  })

  it('stays on top through a refresh, not through another view', async () => {
    const list = listOf(many(3))
    await list.show(VIEW)
    list.add(token('new'))
    await list.refresh()
    expect(ids(list.rows.value)[0]).toBe('new')
    await list.show({ ...VIEW, search: '1' })
    expect(list.fresh.value).toBeUndefined()
  })
})

it('drops rows that are gone at once, the new one too', async () => {
  const list = listOf(many(3))
  await list.show(VIEW)
  list.add(token('new'))
  list.drop([tokenId('new'), tokenId('1')])
  expect(ids(list.rows.value)).toEqual(['0', '2'])
})

it('forgets everything, and the answer that is still on its way', async () => {
  const list = listOf(many(3))
  const slow = held<Result<TokenPage>>()
  bridge.request['tokens:list'] = () => slow.promise
  const shown = list.show(VIEW)
  list.reset()
  slow.answer(ok({ items: many(3), next: true }))
  await shown
  expect([list.rows.value, list.next.value, list.wanted.value]).toEqual([[], false, undefined])
})

it('names the rows of a view that are no longer in it, and only those', async () => {
  const tokens = many(12)
  const list = listOf(tokens)
  await list.show(VIEW)
  await list.show({ ...VIEW, page: 2 })
  expect(missing).toEqual([])
  await list.show(VIEW)
  tokens.splice(0, 1)
  await list.refresh()
  expect(missing).toEqual([['0']])
})

describe('rows that could not be read', () => {
  const answer = (page: Partial<TokenPage>) => {
    bridge.request['tokens:list'] = async () => ok({ items: [], next: false, ...page })
  }

  it('are counted until a page has none', async () => {
    const list = listOf([])
    answer({ items: many(3), unreadable: 2 })
    await list.show(VIEW)
    expect([list.rows.value.length, list.unreadable.value]).toEqual([3, 2])
    answer({ items: many(3) })
    await list.refresh()
    expect(list.unreadable.value).toBe(0)
  })

  it('do not make a page an empty one', async () => {
    const list = listOf([])
    answer({ unreadable: 1 })
    await list.show({ ...VIEW, page: 2 })
    expect([list.none.value, list.unreadable.value, wentTo]).toEqual([false, 1, []])
  })
})
