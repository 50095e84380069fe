import type { Page } from '@playwright/test'
import axe, { type AxeResults } from 'axe-core'

/**
 * What axe finds on the screen as it is. Its source goes in by the debugger, which the page's policy does not bind;
 * Playwright's own builder opens a second page, which Electron has not.
 *
 * @param rules all of them by default
 * @returns one line a finding: rule, where, and the beginning of its markup
 */
export async function findings(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) }
  const { violations } = await page.evaluate(async (given) => {
    const { axe: inPage } = window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }
    return await inPage.run(given)
  }, options)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(' ')}: ${html.slice(0, 120)}`),
  )
}

/** Rules that look at colours; the others find the same in every theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** In both themes: first in the one that is there, as each change of it takes its time to settle. */
export async function findingsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = []
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  const [here, other] = isDark ? (['dark', 'light'] as const) : (['light', 'dark'] as const)
  for (const [colorScheme, rules] of [[here], [other, COLOUR_RULES]] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.waitForFunction(isStill)
    found.push(...(await findings(page, rules)).map((line) => `${colorScheme}: ${line}`))
  }
  return found
}

/** A spinner turns without end, and changes no colour. */
const isStill = (): boolean =>
  document
    .getAnimations()
    .every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity)
