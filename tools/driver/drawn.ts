import type { JSHandle, Page } from '@playwright/test'

/** Something in the page that there is not yet. */
export interface Sight {
  readonly selector: string
  /** Words in it. */
  readonly text?: string
}

export interface Drawn {
  /** The last press of the mouse before, if there was one; by the clock of its event. */
  readonly pressedAt: number
  /** When the frame that has it was on the screen, at the latest. */
  readonly at: number
}

/**
 * Waits for a frame that has it. To be called before what leads to it is done; looks only when something has changed, so
 * that the looking costs nothing.
 *
 * @returns milliseconds since the epoch
 */
export const drawn = (page: Page, sight: Sight): Promise<Drawn> =>
  page.evaluate(
    ({ selector, text = '' }) =>
      new Promise<{ pressedAt: number; at: number }>((resolve) => {
        const since = (time: number): number => performance.timeOrigin + time
        let pressedAt = Number.NaN
        let frame: number | undefined
        const press = ({ timeStamp }: Event) => (pressedAt = since(timeStamp))
        const isThere = () =>
          [...document.querySelectorAll(selector)].some((element) => element.textContent.includes(text))
        const change = () => (frame ??= requestAnimationFrame(look))
        const changes = new MutationObserver(change)
        function look(): void {
          frame = undefined
          if (!isThere()) return
          changes.disconnect()
          removeEventListener('click', press, true)
          // The frame that has it is on the screen when the next one begins.
          requestAnimationFrame(() => resolve({ pressedAt, at: since(performance.now()) }))
        }
        addEventListener('click', press, true)
        changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
        change()
      }),
    sight,
  )

interface Noted {
  readonly longest: () => number
}

/** From now on the page's long tasks are noted. @returns what tells the longest so far, in milliseconds; 0: none */
export async function noteLongTasks(page: Page): Promise<() => Promise<number>> {
  const noted: JSHandle<Noted> = await page.evaluateHandle(() => {
    let longest = 0
    const note = (entries: readonly PerformanceEntry[]) => {
      for (const { duration } of entries) longest = Math.max(longest, duration)
    }
    const observer = new PerformanceObserver((list) => note(list.getEntries()))
    observer.observe({ type: 'longtask' })
    return { longest: () => (note(observer.takeRecords()), longest) }
  })
  return () => noted.evaluate(({ longest }) => longest())
}
