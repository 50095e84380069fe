import { describe, expect, it } from 'vitest'
import { placeOf } from '../../../../src/renderer/ui/menu-place.ts'

const WINDOW = { width: 800, height: 560 }
const MENU = { width: 180, height: 150 }
const at = (x: number, y: number) => placeOf({ kind: 'point', x, y }, MENU, WINDOW)
const below = (box: { left: number; right: number; top: number; bottom: number }, align: 'start' | 'end') =>
  placeOf({ kind: 'below', box, align }, MENU, WINDOW)

describe('the place of a menu', () => {
  it('is at the pointer, above it where there is no room below', () => {
    expect(at(300, 200)).toEqual({ x: 300, y: 200 })
    expect(at(300, 500)).toEqual({ x: 300, y: 350 })
  })

  it('is below what opens it, at its beginning or its end', () => {
    const box = { left: 400, right: 432, top: 100, bottom: 132 }
    expect(below(box, 'start')).toEqual({ x: 400, y: 136 })
    expect(below(box, 'end')).toEqual({ x: 252, y: 136 })
  })

  it('never leaves the window', () => {
    expect(at(790, 20)).toEqual({ x: 616, y: 20 })
    expect(placeOf({ kind: 'point', x: 5, y: 100 }, MENU, { width: 170, height: 120 })).toEqual({
      x: 4,
      y: 4,
    })
    expect(below({ left: 0, right: 32, top: 540, bottom: 560 }, 'end')).toEqual({ x: 4, y: 386 })
  })
})
