import { describe, expect, it } from 'vitest'
import { createSelection, pageState, rowsBetween } from '../../../../src/renderer/tokens/selection.ts'
import { token, tokenId } from '../fake-bridge.ts'

const ROWS = ['a', 'b', 'c', 'd', 'e'].map((id) => token(id))
const [A, B, C, D] = ROWS as [(typeof ROWS)[0], (typeof ROWS)[0], (typeof ROWS)[0], (typeof ROWS)[0]]
const idsOf = (selection: ReturnType<typeof createSelection>) =>
  [...selection.selected.value.keys()].toSorted()

describe('rowsBetween', () => {
  it('includes both ends, in either direction', () => {
    expect(rowsBetween(ROWS, B.id, D.id)).toEqual([B, C, D])
    expect(rowsBetween(ROWS, D.id, B.id)).toEqual([B, C, D])
  })

  it('is empty when an end is not there', () => {
    expect(rowsBetween(ROWS, B.id, tokenId('gone'))).toEqual([])
  })
})

describe('a selection', () => {
  it('toggles a row', () => {
    const selection = createSelection()
    selection.toggle(A)
    selection.toggle(B)
    selection.toggle(A)
    expect(idsOf(selection)).toEqual(['b'])
    expect(selection.count.value).toBe(1)
  })

  it('extends from the row last toggled', () => {
    const selection = createSelection()
    selection.toggle(B)
    selection.extendTo(ROWS, D)
    expect(idsOf(selection)).toEqual(['b', 'c', 'd'])
  })

  it('gives back what a range took when it is drawn smaller, and nothing else', () => {
    const selection = createSelection()
    selection.toggle(A)
    selection.startAt(B.id)
    selection.extendTo(ROWS, D)
    selection.extendTo(ROWS, C)
    expect(idsOf(selection)).toEqual(['a', 'b', 'c'])
  })

  it('begins a range at the row itself when its beginning is on another page', () => {
    const selection = createSelection()
    selection.toggle(token('elsewhere'))
    selection.extendTo(ROWS, C)
    expect(idsOf(selection)).toEqual(['c', 'elsewhere'])
  })

  it('begins a range by keys at the row that had the focus, unless it is one end of a range', () => {
    const selection = createSelection()
    selection.extendTo(ROWS, B, A)
    expect(idsOf(selection)).toEqual(['a', 'b'])
    selection.extendTo(ROWS, C, B)
    selection.extendTo(ROWS, B, C)
    expect(idsOf(selection)).toEqual(['a', 'b'])

    selection.clear()
    selection.toggle(A)
    selection.extendTo(ROWS, D, C)
    expect(idsOf(selection)).toEqual(['a', 'c', 'd'])
    selection.extendTo(ROWS, C, D)
    expect(idsOf(selection)).toEqual(['a', 'c'])
  })

  it('draws a range on by keys after the mouse', () => {
    const selection = createSelection()
    selection.toggle(A)
    selection.extendTo(ROWS, D)
    selection.extendTo(ROWS, C, D)
    expect(idsOf(selection)).toEqual(['a', 'b', 'c'])
  })

  it('selects a page and keeps the rows of others when it is taken back', () => {
    const selection = createSelection()
    selection.toggle(token('elsewhere'))
    selection.set(ROWS, true)
    expect(selection.count.value).toBe(6)
    selection.set(ROWS, false)
    expect(idsOf(selection)).toEqual(['elsewhere'])
  })

  it('loses what is gone and keeps the rest', () => {
    const selection = createSelection()
    selection.set([A, B, C], true)
    selection.drop([A.id, tokenId('never selected')])
    expect(idsOf(selection)).toEqual(['b', 'c'])
  })

  it('names its tokens as they now are, also those that a range gives back', () => {
    const selection = createSelection()
    selection.toggle(A)
    selection.startAt(B.id)
    selection.extendTo(ROWS, C)
    selection.update([
      { ...A, usage: 'renamed' },
      { ...D, usage: 'not selected' },
    ])
    expect(selection.selected.value.get(A.id)?.usage).toBe('renamed')
    expect(idsOf(selection)).toEqual(['a', 'b', 'c'])
    selection.extendTo(ROWS, B)
    expect([...selection.selected.value.values()].map(({ usage }) => usage)).toEqual(['renamed', 'usage b'])
  })

  it('is empty after clearing, and so is the range', () => {
    const selection = createSelection()
    selection.toggle(A)
    selection.clear()
    selection.extendTo(ROWS, C)
    expect(idsOf(selection)).toEqual(['c'])
  })
})

it('says of a page whether none, some or all of its rows are selected', () => {
  const selection = createSelection()
  expect(pageState(ROWS, selection.selected.value)).toBe('none')
  selection.toggle(A)
  expect(pageState(ROWS, selection.selected.value)).toBe('some')
  selection.set(ROWS, true)
  expect(pageState(ROWS, selection.selected.value)).toBe('all')
  expect(pageState([], selection.selected.value)).toBe('none')
})
