import { useEventListener } from '@vueuse/core'

/** Milliseconds after which what is shown is old to somebody who comes back to the window. */
export const STALE = 5 * 60_000

/** Whether what was read then is to be read again. */
export const isStale = (readAt: number | undefined, now: number): boolean =>
  readAt !== undefined && now - readAt >= STALE

/** A dialog or a menu is about what is shown now. */
const isInTheMiddle = (): boolean => document.querySelector('dialog[open], [popover]:popover-open') !== null

/**
 * Reads again what is old when the window comes to the front.
 *
 * @param readAt when it was read: milliseconds since the epoch
 */
export function useReturning(readAt: () => number | undefined, refresh: () => void): void {
  useEventListener(window, 'focus', () => {
    if (isStale(readAt(), Date.now()) && !isInTheMiddle()) refresh()
  })
}
