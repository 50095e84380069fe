import { beforeEach, describe, expect, it } from 'vitest'
import type { Result, Token, TokenPage } from '../../../../src/contract/index.ts'
import type { View } from '../../../../src/renderer/tokens/list.ts'
import { MOST_SELECTED } from '../../../../src/renderer/tokens/selection.ts'
import { useTokens } from '../../../../src/renderer/tokens/tokens.ts'
import { createFakeBridge, MINE, NEWEST_FIRST, ok, token, type FakeBridge } from '../fake-bridge.ts'
import { held as later, settled, withBridge } from '../with-bridge.ts'

const VIEW: View = { ...MINE, search: '', page: 1, size: 10, sort: NEWEST_FIRST }

let held: Token[]
let bridge: FakeBridge
beforeEach(() => {
  held = Array.from({ length: 25 }, (_, index) => token(String(index)))
  bridge = withBridge(createFakeBridge(held))
})

async function withAllSelected() {
  const tokens = useTokens()
  await tokens.show(VIEW)
  await tokens.everything.select({ ...MINE, search: '' })
  expect(tokens.selection.count).toBe(25)
  return tokens
}

const gone = (id: string): void => void held.splice(held.findIndex((row) => row.id === id) >>> 0, 1)

describe('a refresh', () => {
  it('takes what has vanished out of the selection, whichever page it was on', async () => {
    const tokens = await withAllSelected()
    gone('3')
    gone('22')
    await tokens.refresh()
    await settled()
    expect(tokens.selection.count).toBe(23)
    expect(['3', '22'].some((id) => tokens.selection.selected.has(id as never))).toBe(false)
  })

  it('does so too where its page is empty by now, and the one before is shown', async () => {
    const tokens = await withAllSelected()
    tokens.goToPage = (page) => void tokens.show({ ...VIEW, page })
    await tokens.show({ ...VIEW, page: 3 })
    for (const id of ['0', '20', '21', '22', '23', '24']) gone(id)
    await tokens.refresh()
    await settled()
    expect(tokens.wanted?.page).toBe(2)
    expect(tokens.selection.count).toBe(19)
  })

  it('asks for nothing else when nothing is selected', async () => {
    const tokens = useTokens()
    await tokens.show(VIEW)
    await tokens.refresh()
    await settled()
    expect(bridge.asked).not.toContain('tokens:gone')
  })

  it('offers all that match again: there may be others by now', async () => {
    const tokens = await withAllSelected()
    expect(tokens.everything.done?.search).toBe('')
    await tokens.refresh()
    expect(tokens.everything.done).toBeUndefined()
  })

  it('selects the same tokens by their new names', async () => {
    const tokens = await withAllSelected()
    held[2] = { ...token('2'), usage: 'renamed by somebody' }
    await tokens.refresh()
    await settled()
    expect(tokens.selection.selected.get(token('2').id)?.usage).toBe('renamed by somebody')
    expect(tokens.selection.count).toBe(25)
  })
})

describe('what was created here, on top of the page', () => {
  async function withCreated(page: number) {
    const tokens = useTokens()
    await tokens.show({ ...VIEW, page })
    const made = token('new', { usage: 'made here' })
    held.unshift(made)
    tokens.created(MINE, made)
    await settled()
    expect(tokens.rows[0]).toEqual(made)
    tokens.selection.toggle(made)
    return { tokens, made }
  }

  it.each([1, 2])(
    'is shown as the server holds it, also on a page that does not hold it: %i',
    async (page) => {
      const { tokens, made } = await withCreated(page)
      held[0] = { ...made, usage: 'renamed', disabledAt: 5 }
      await tokens.enabled(MINE, [])
      await settled()
      expect(tokens.rows[0]).toEqual(held[0])
      expect(tokens.selection.selected.get(made.id)).toEqual(held[0])
    },
  )

  it.each([1, 2])(
    'is gone when somebody has deleted it, from the rows and the selection: page %i',
    async (page) => {
      const { tokens } = await withCreated(page)
      gone('new')
      await tokens.refresh()
      await settled()
      expect(tokens.rows.map(({ id }) => id)).not.toContain('new')
      expect(tokens.selection.count).toBe(0)
    },
  )
})

it('what is deleted while all are read does not come back into the selection', async () => {
  const tokens = useTokens()
  await tokens.show(VIEW)
  const answer = later<Result<TokenPage>>()
  const items = [...held]
  bridge.request['tokens:all'] = () => answer.promise
  const selecting = tokens.everything.select({ ...MINE, search: '' })
  gone('3')
  await tokens.deleted(MINE, [token('3').id])
  answer.answer(ok({ items, next: false }))
  await selecting
  await settled()
  expect(tokens.selection.count).toBe(24)
})

it('more are looked for than one request takes', async () => {
  const tokens = useTokens()
  await tokens.show(VIEW)
  const many = Array.from({ length: MOST_SELECTED + 5 }, (_, index) => token(`elsewhere ${index}`))
  tokens.selection.set(many, true)
  const counts: number[] = []
  bridge.request['tokens:gone'] = async (_profile, _userId, ids) => {
    counts.push(ids.length)
    return ok(ids)
  }
  await tokens.refresh()
  await settled()
  expect([counts, tokens.selection.count]).toEqual([[MOST_SELECTED, 5], 0])
})

describe('selecting all that match', () => {
  /** Another search is shown before the answer. */
  async function leftBehind() {
    const tokens = useTokens()
    await tokens.show({ ...VIEW, search: 'usage 1' })
    const answer = later<Result<TokenPage>>()
    bridge.request['tokens:all'] = () => answer.promise
    const selecting = tokens.everything.select({ ...MINE, search: 'usage 1' })
    return { tokens, selecting, answer: () => answer.answer(ok({ items: held, next: false })) }
  }

  it('ends when another search is typed', async () => {
    const { tokens, selecting, answer } = await leftBehind()
    await tokens.show({ ...VIEW, search: 'usage 2' })
    expect(tokens.everything.read).toBeUndefined()
    answer()
    expect(await selecting).toBeUndefined()
    expect([tokens.selection.count, tokens.everything.done]).toEqual([0, undefined])
  })

  it('goes on when another page of the same search is shown', async () => {
    const { tokens, selecting, answer } = await leftBehind()
    await tokens.show({ ...VIEW, search: 'usage 1', page: 2 })
    answer()
    await selecting
    expect(tokens.selection.count).toBe(25)
  })

  it('counts its own rows, not those of a list that is read meanwhile', async () => {
    const { tokens } = await leftBehind()
    bridge.emit('tokens:reading', { ticket: -1, read: 5000 })
    expect(tokens.everything.read).toBe(0)
  })
})
