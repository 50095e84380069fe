import type { Page } from '@playwright/test'
import { DOMAINS, type WebitelServer } from '../../../tools/webitel-server/index.ts'
import { expect, type Running } from './fixtures.ts'
import { requestsOf } from './registry.ts'

/** People of one page of the directory. */
const AT_ONCE = 50

/** All but the signed-in administrator, whose tokens are the first entry: how many are listed. */
export const others = (server: WebitelServer): number =>
  server.state.users().filter(({ domain }) => domain === DOMAINS.main).length - 1

/** Reads the directory to its end by the key End, and goes all the way back up: each person is there, once. */
export async function goThroughAll({ page }: Running, server: WebitelServer): Promise<void> {
  const first = page.getByRole('navigation', { name: 'Users', exact: true }).getByRole('listitem').first()
  const count = others(server)
  await first.getByRole('link').focus()
  const begun = Date.now()
  await expect(async () => {
    await page.keyboard.press('End')
    expect(await lastPlace(page)).toBe(count)
  }).toPass({ timeout: 120_000, intervals: [10] })
  const took = Date.now() - begun
  const { people, nodes } = await upwards(page)
  console.log(`${count} people: read to the end in ${took} ms, at most ${nodes} nodes`)
  expect(people).toBe(count)
  expect(nodes).toBeLessThan(1500)
  expect(requestsOf(server, 'users.list').length).toBeLessThanOrEqual(Math.ceil(count / AT_ONCE) + 1)
}

const lastPlace = (page: Page): Promise<number> =>
  page.evaluate(() => Number([...document.querySelectorAll('nav li')].at(-1)?.getAttribute('aria-posinset')))

/** Scrolls from the end to the top, as far at once as there are rows; how many people and how many nodes it saw. */
const upwards = (page: Page): Promise<{ people: number; nodes: number }> =>
  page.evaluate(async () => {
    const scroller = document.querySelector('nav .scroller')
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const seen = new Set<string>()
    let nodes = 0
    for (;;) {
      await frame()
      await frame()
      for (const link of document.querySelectorAll('nav li a')) seen.add(link.getAttribute('href') ?? '')
      nodes = Math.max(nodes, document.querySelectorAll('*').length)
      if (!scroller || scroller.scrollTop === 0) return { people: seen.size, nodes }
      scroller.scrollTop -= scroller.clientHeight
    }
  })
