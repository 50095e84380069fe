import { beforeEach, describe, expect, it } from 'vitest'
import type { Token } from '../../../../src/contract/index.ts'
import type { View } from '../../../../src/renderer/tokens/list.ts'
import { useTokens } from '../../../../src/renderer/tokens/tokens.ts'
import { createFakeBridge, ME, NEWEST_FIRST, token, type FakeBridge } from '../fake-bridge.ts'
import { settled, withBridge } from '../with-bridge.ts'

const VIEW: View = { userId: ME.id, search: '', page: 1, size: 10, sort: NEWEST_FIRST }

let held: Token[]
let bridge: FakeBridge
beforeEach(() => {
  held = Array.from({ length: 25 }, (_, index) => token(String(index)))
  bridge = withBridge(createFakeBridge(held))
})

async function withAllSelected() {
  const tokens = useTokens()
  await tokens.show(VIEW)
  await tokens.everything.select(ME.id, '')
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
