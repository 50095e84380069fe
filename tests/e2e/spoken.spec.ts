import type { Page } from '@playwright/test'
import { onDisk, startAgain } from './support/away.ts'
import { expect, test } from './support/fixtures.ts'
import { search, selectPage, settled, within } from './support/registry.ts'

/** Notes what live regions say from now on, as a screen reader hears it: what is new in them. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const heard: string[] = []
    const last = new WeakMap<Element, string>()
    const live = ':is([role=status], [role=alert]):not([aria-live=off])'
    const words = (region: Element) => (region.textContent ?? '').replace(/\s+/g, ' ').trim()
    for (const region of document.querySelectorAll(live)) last.set(region, words(region))
    const look = () => {
      for (const region of document.querySelectorAll(live)) {
        const now = words(region)
        // What lies behind an open dialog is inert, and not read out.
        const dialog = [...document.querySelectorAll('dialog:modal')].at(-1)
        if (now === (last.get(region) ?? '')) continue
        last.set(region, now)
        if (now !== '') heard.push(dialog && !dialog.contains(region) ? `unheard: ${now}` : now)
      }
    }
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true })
    Object.assign(window, { heard })
  })

/** What was said since it was asked last, but that something is waited for: that depends on how long it takes. */
const heard = async (page: Page): Promise<string[]> => {
  const all = await page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0))
  return all.filter((words) => words !== 'Loading…')
}

test.use({ serverOptions: onDisk })

test('every change of the list is told to screen readers, in words, once', async ({
  signedIn,
  server,
  folder,
}) => {
  const { person, page } = signedIn
  await settled(person)
  await listen(page)
  const hears = async (...words: (string | RegExp)[]) => {
    const all: string[] = []
    await expect
      .poll(async () => {
        all.push(...(await heard(page)))
        return all.length
      })
      .toBeGreaterThanOrEqual(words.length)
    await settled(person)
    all.push(...(await heard(page)))
    expect(all).toEqual(words.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))))
  }

  await person.button('Next').click()
  await hears('Page 2')
  await page.keyboard.press('Control+PageUp')
  await hears('Page 1')
  await page.getByRole('columnheader', { name: 'Usage', exact: true }).getByRole('button').click()
  await hears('Sorted by Usage, ascending')
  await page.getByRole('columnheader', { name: 'Created at', exact: true }).getByRole('button').click()
  await hears('Sorted by Created at, descending')
  await search(page).fill('worker')
  await hears('2 found')
  await search(page).fill('nothing like it')
  await hears(/^No token matches “nothing like it”/)
  await search(page).press('Escape')
  await hears('All tokens are shown again')
  await page.keyboard.press('F5')
  await hears('Refreshed')
  await person.select('Zapier')
  await hears('1 selected')
  await person.select('webhook relay')
  await hears('2 selected')
  await person.button('Delete selected').click()
  await within(person.dialog('Confirm deletion'), 'Delete').click()
  await expect(person.dialog('Confirm deletion')).toBeHidden()
  await expect(person.status('2 deleted')).toBeVisible()
  const deleting = await heard(page)
  expect(deleting.filter((words) => words.includes('2 deleted'))).toEqual(['2 deleted'])
  await settled(person)
  await selectPage(page).check()
  await hears('25 selected')
  await person.button('Clear selection').click()
  await hears('Selection cleared')
  await server.close()
  await page.keyboard.press('F5')
  await hears(/^The list could not be refreshed and may be out of date\. No server could be reached/)
  const again = await startAgain(server, folder)
  await expect(person.status('Connected again')).toBeVisible()
  await hears('Connected again')
  await page.getByLabel('Find user', { exact: true }).fill('partner')
  await page.getByRole('link', { name: 'Partner portal', exact: true }).click()
  await hears('25 shown')
  await again.close()
})

test('while work is under way its numbers are seen, not read out; what holds it up and how it ends is said once', async ({
  signedIn,
  server,
}) => {
  const { person, page } = signedIn
  await settled(person)
  await selectPage(page).check()
  await listen(page)
  let release = server.faults.hold('tokens.list')
  await person.button('Select all that match').click()
  await expect(page.getByText('Reading the rest: ')).toBeVisible()
  release()
  await expect(page.getByText('Reading the rest: ')).toBeHidden()
  const reading = await heard(page)
  expect(reading).toEqual(['Reading the rest', expect.stringMatching(/^\d+ selected$/)])

  const dialog = person.dialog('Confirm deletion')
  await person.button('Delete selected').click()
  // Longer than the pause between two words about progress.
  server.faults.add({ route: 'tokens.delete', kind: 'latency', ms: 300, times: 3 })
  release = server.faults.hold('tokens.delete', { skip: 3 })
  await within(dialog, 'Delete').click()
  await expect(dialog.getByRole('status').filter({ hasText: /: [1-9]\d* done/ })).toBeVisible()
  await within(dialog, 'Stop').click()
  release()
  await expect(within(dialog, 'Close')).toBeVisible()
  const stopping = (await heard(page)).filter((words) => !words.startsWith('unheard'))
  expect(stopping).toEqual([
    'Stopping: what is under way ends, the rest stays.',
    expect.stringMatching(/^\d+ deleted, \d+ not deleted$/),
  ])
})
