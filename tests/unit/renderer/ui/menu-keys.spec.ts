import { describe, expect, it } from 'vitest'
import { menuStep } from '../../../../src/renderer/ui/menu-keys.ts'

describe('menuStep', () => {
  it.each([
    ['ArrowDown', 1, 2],
    ['ArrowDown', 2, 0],
    ['ArrowUp', 1, 0],
    ['ArrowUp', 0, 2],
    ['Home', 1, 0],
    ['End', 1, 2],
  ])('%s leads from item %i of three to item %i', (key, at, to) => {
    expect(menuStep(key, at, 3)).toBe(to)
  })

  it.each(['Enter', 'Tab', 'Escape', 'a'])('%s does not move', (key) => {
    expect(menuStep(key, 1, 3)).toBeUndefined()
  })
})
