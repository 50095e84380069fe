import type { Page } from '@playwright/test'
import axe, { type AxeResults } from 'axe-core'

/**
 * What axe finds on the screen as it is. Its source goes in by the debugger, which the page's policy does not bind;
 * Playwright's own builder opens a second page, which Electron has not.
 *
 * @returns one line a finding: rule, where, and the beginning of its markup
 */
export async function findings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(async () => {
    const { axe: inPage } = window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }
    return await inPage.run({ resultTypes: ['violations'] })
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(' ')}: ${html.slice(0, 120)}`),
  )
}

/** In both themes: first in the one that is there, as each change of it takes its time to settle. */
export async function findingsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = []
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  for (const colorScheme of isDark ? (['dark', 'light'] as const) : (['light', 'dark'] as const)) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.waitForFunction(isStill)
    found.push(...(await findings(page)).map((line) => `${colorScheme}: ${line}`))
  }
  return found
}

/** A spinner turns without end, and changes no colour. */
const isStill = (): boolean =>
  document
    .getAnimations()
    .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity)
