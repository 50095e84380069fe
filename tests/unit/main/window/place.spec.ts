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

  it.each([
    ['in its corner', place(0, 0, 3400, 1900), place(0, 0, 1920, 1080)],
    ['moved back to where it can be seen whole', place(700, 300, 3400, 900), place(0, 180, 1920, 900)],
  ])('is no larger than the screen that it meets, %s', (_, was, is) => {
    expect(placeOn([screen], was)).toEqual(is)
  })

  it('is no larger than the first screen when its own is gone', () => {
    expect(placeOn([screen], place(4000, 0, 3400, 1900))).toMatchObject({ width: 1920, height: 1080 })
  })

  it('never makes it too small to be used', () => {
    expect(placeOn([screen], place(0, 0, 10, 10))).toMatchObject({ width: 800, height: 560 })
  })
})
