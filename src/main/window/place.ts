import type { Rectangle } from 'electron'
import { z } from 'zod'

export const placeSchema = z.object({
  /** Of the upper left corner; absent until there was a window. */
  corner: z.object({ x: z.number().int(), y: z.number().int() }).optional(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  maximized: z.boolean(),
})

/** Where the window was, in device-independent pixels. */
export type Place = z.infer<typeof placeSchema>

export const FIRST_PLACE: Place = { width: 1180, height: 740, maximized: false }
export const LEAST = { width: 800, height: 560 }

/** How much of a window must be on a screen for it to be found and moved. */
const VISIBLE = 120

/** A place on the screens of today: where the window was, unless that screen is gone. */
export function placeOn(screens: readonly Rectangle[], place: Place): Place {
  const width = Math.max(place.width, LEAST.width)
  const height = Math.max(place.height, LEAST.height)
  const { corner, maximized } = place
  const found = corner && screens.some((screen) => shows(screen, { ...corner, width, height }))
  return found ? { corner, width, height, maximized } : { width, height, maximized }
}

function shows(screen: Rectangle, window: Rectangle): boolean {
  const across = Math.min(screen.x + screen.width, window.x + window.width) - Math.max(screen.x, window.x)
  const titleIsOnIt = window.y >= screen.y && window.y < screen.y + screen.height
  return titleIsOnIt && across >= VISIBLE
}
