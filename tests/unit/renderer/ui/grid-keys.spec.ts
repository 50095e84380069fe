import { describe, expect, it } from 'vitest'
import { gridKey, movedTo } from '../../../../src/renderer/ui/grid-keys.ts'

const PLACE = { index: 5, count: 20, fitting: 8, onRow: true }
const pressed = (key: string, part: Partial<Parameters<typeof gridKey>[0]> = {}) => ({
  key,
  code: '',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...part,
})

describe('gridKey', () => {
  it.each([
    ['ArrowUp', 4],
    ['ArrowDown', 6],
    ['PageUp', 0],
    ['PageDown', 13],
    ['Home', 0],
    ['End', 19],
  ])('%s moves to row %i', (key, to) => {
    expect(gridKey(pressed(key), PLACE)).toEqual({ kind: 'move', to, extend: false })
  })

  it('stays inside the list', () => {
    expect(gridKey(pressed('ArrowUp'), { ...PLACE, index: 0 })).toMatchObject({ to: 0 })
    expect(gridKey(pressed('ArrowDown'), { ...PLACE, index: 19 })).toMatchObject({ to: 19 })
    expect(gridKey(pressed('PageDown'), { ...PLACE, index: 18 })).toMatchObject({ to: 19 })
  })

  it('extends with Shift', () => {
    expect(gridKey(pressed('ArrowDown', { shiftKey: true }), PLACE)).toMatchObject({ to: 6, extend: true })
  })

  it('selects the page with Ctrl+A, also on a keyboard of another alphabet', () => {
    for (const part of [{ key: 'a' }, { key: 'ф', code: 'KeyA' }])
      expect(gridKey(pressed('', { ...part, ctrlKey: true }), PLACE)).toEqual({ kind: 'page' })
  })

  it('toggles with Space on a row, and leaves Space to a control in it', () => {
    expect(gridKey(pressed(' '), PLACE)).toEqual({ kind: 'toggle' })
    expect(gridKey(pressed(' '), { ...PLACE, onRow: false })).toBeUndefined()
  })

  it('selects the page and removes', () => {
    expect(gridKey(pressed('a', { ctrlKey: true }), PLACE)).toEqual({ kind: 'page' })
    expect(gridKey(pressed('A', { metaKey: true }), PLACE)).toEqual({ kind: 'page' })
    expect(gridKey(pressed('Delete'), PLACE)).toEqual({ kind: 'remove' })
  })

  it('opens a row with Enter, and leaves Enter to a control in it', () => {
    expect(gridKey(pressed('Enter'), PLACE)).toEqual({ kind: 'open' })
    expect(gridKey(pressed('Enter'), { ...PLACE, onRow: false })).toBeUndefined()
  })

  it('means no row in the head: there, only what is selected is meant', () => {
    const inHead = { ...PLACE, index: -1, onRow: false }
    expect(gridKey(pressed('F2'), inHead)).toBeUndefined()
    expect(gridKey(pressed('Delete'), inHead)).toEqual({ kind: 'remove' })
    expect(gridKey(pressed('ArrowDown'), inHead)).toMatchObject({ to: 0 })
  })

  it('leaves the keys of the window alone', () => {
    expect(gridKey(pressed('PageDown', { ctrlKey: true }), PLACE)).toBeUndefined()
    expect(gridKey(pressed('ArrowLeft', { altKey: true }), PLACE)).toBeUndefined()
    expect(gridKey(pressed('a'), PLACE)).toBeUndefined()
    expect(gridKey(pressed('Tab'), PLACE)).toBeUndefined()
  })
})

it('moves through any list by the same keys', () => {
  expect(['ArrowDown', 'End', 'Enter'].map((key) => movedTo(key, PLACE))).toEqual([6, 19, undefined])
})
