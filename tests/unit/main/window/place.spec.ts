import { describe, expect, it } from 'vitest'
import { placeOn } from '../../../../src/main/window/place.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const place = (x: number, y: number, width = 1000, height = 700) => ({
  corner: { x, y },
  width,
  height,
  maximized: false,
})

describe('placeOn', () => {
  it('puts the window where it was', () => {
    expect(placeOn([screen], place(100, 50))).toEqual(place(100, 50))
  })

  it.each([
    ['on a screen that is gone', place(2500, 100)],
    ['with its title above the screen', place(100, -300)],
    ['with hardly an edge to be seen', place(1890, 100)],
  ])('leaves the place to the system for a window %s', (_, where) => {
    expect(placeOn([screen], where)).toEqual({ width: 1000, height: 700, maximized: false })
  })

  it('never makes it too small to be used', () => {
    expect(placeOn([screen], place(0, 0, 10, 10))).toMatchObject({ width: 800, height: 560 })
  })
})
