import type { Rectangle } from 'electron'
import { z } from 'zod'

const FIRST_SIZE = { width: 1180, height: 740 }

/** The stored place. A part that can't be read gets its default. */
export const placeSchema = z.object({
  /** Of the upper left corner; absent until there was a window. */
  corner: z.object({ x: z.number().int(), y: z.number().int() }).optional().catch(undefined),
  width: z.number().int().min(1).catch(FIRST_SIZE.width),
  height: z.number().int().min(1).catch(FIRST_SIZE.height),
  maximized: z.boolean().catch(false),
})

/** Where the window was, in device-independent pixels. */
export type Place = z.infer<typeof placeSchema>

export const FIRST_PLACE: Place = { ...FIRST_SIZE, maximized: false }
export const LEAST = { width: 800, height: 560 }

/** How much of a window must be on a screen for it to be found and moved. */
const VISIBLE = 120

/**
 * Fits the window's stored place to the screens that are connected now.
 *
 * @param screens work areas in device-independent pixels, the primary screen first
 * @returns the stored place, no larger than its screen; without a corner if that screen is gone
 */
export function placeOn(screens: readonly Rectangle[], place: Place): Place {
  const { corner, maximized } = place
  const known = corner && screens.find((screen) => shows(screen, { ...place, ...corner }))
  const size = sizeOn(known ?? screens[0], place)
  if (!corner || !known) return { ...size, maximized }
  // Otherwise the right edge of a window that was wider than this screen would be out of reach.
  const x = Math.min(corner.x, known.x + known.width - size.width)
  const y = Math.min(corner.y, known.y + known.height - size.height)
  const isSmaller = size.width < place.width || size.height < place.height
  return {
    corner: isSmaller ? { x: Math.max(x, known.x), y: Math.max(y, known.y) } : corner,
    ...size,
    maximized,
  }
}

function sizeOn(screen: Rectangle | undefined, { width, height }: Place): Pick<Place, 'width' | 'height'> {
  return {
    width: Math.max(LEAST.width, Math.min(width, screen?.width ?? width)),
    height: Math.max(LEAST.height, Math.min(height, screen?.height ?? height)),
  }
}

function shows(screen: Rectangle, window: Rectangle): boolean {
  const across = Math.min(screen.x + screen.width, window.x + window.width) - Math.max(screen.x, window.x)
  const titleIsOnIt = window.y >= screen.y && window.y < screen.y + screen.height
  return titleIsOnIt && across >= VISIBLE
}
