import type { Locator, Page } from '@playwright/test'
import { ODD_USAGES } from '../../tools/webitel-server/seeds/usages.ts'
import { expect, test } from './support/fixtures.ts'
import {
  boxes,
  enter,
  heldBy,
  heldNamed,
  rowNames,
  search,
  selectPage,
  settled,
  within,
} from './support/registry.ts'

/** Windows that open by themselves, and markup of a name that became elements, would be code that ran. */
async function expectNothingRan(page: Page, opened: readonly string[]): Promise<void> {
  expect(opened).toEqual([])
  const foreign = ':is([role=row], dialog) :is(script, iframe, a, b, img)'
  await expect(page.locator(foreign)).toHaveCount(0)
}

const isSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const { scrollingElement } = document
    return scrollingElement !== null && scrollingElement.scrollWidth > scrollingElement.clientWidth
  })

test('every name is one row of one height, as it is written, and runs nothing; deleting names them safely', async ({
  start,
  server,
}) => {
  const { person, page, app } = await start()
  const opened: string[] = []
  page.on('dialog', (dialog) => {
    opened.push(dialog.message())
    void dialog.dismiss()
  })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(800, 560))
  await enter(person, server, 'odd')
  await page.getByLabel('Rows per page').selectOption('50')
  await settled(person)
  await expect(boxes(page)).toHaveCount(ODD_USAGES.length)
  const rows: Locator = page.getByRole('row').filter({ has: boxes(page) })
  const heights = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height))
  expect(new Set(heights)).toEqual(new Set([44]))
  expect(await isSideways(page)).toBe(false)
  for (const usage of [
    '<img src=x onerror="alert(1)">',
    '</script><script>alert(1)</script>',
    '{{ 7 * 7 }} ${7 * 7}',
    'رمز الوصول للتقارير',
    '📞 telephony 👩‍💻 team 🇺🇦',
    '100 % done',
    'back\\slash\\name',
    // What would break the line, or turn what follows, is shown without its effect.
    'line one␊line two',
    'left \ufffdright-to-left override\ufffd left',
  ])
    await expect(page.getByRole('gridcell').getByText(usage, { exact: true })).toHaveCount(1)
  const nameless = page.getByRole('gridcell').getByText('(no name)', { exact: true })
  await expect(nameless).toHaveCount(3)
  // Also those of characters that show nothing.
  for (const one of await nameless.all()) await expect(one).toHaveCSS('font-style', 'italic')
  await expectNothingRan(page, opened)

  await selectPage(page).check()
  await person.button('Delete selected').click()
  const confirm = person.dialog('Confirm deletion')
  await person.button(`and ${ODD_USAGES.length - 10} more`).click()
  await expect(confirm.getByRole('listitem')).toHaveCount(ODD_USAGES.length)
  await expect(confirm).toContainText('</script><script>alert(1)</script>')
  const lines = await confirm.getByRole('listitem').evaluateAll((all) => all.map((line) => line.clientHeight))
  expect(Math.max(...lines) - Math.min(...lines)).toBeLessThanOrEqual(1)
  expect(await confirm.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0)
  await expect(within(confirm, 'Delete')).toBeInViewport()
  expect(await isSideways(page)).toBe(false)
  await expectNothingRan(page, opened)
  await within(confirm, 'Cancel').click()
  expect(heldBy(server, 'odd')).toHaveLength(ODD_USAGES.length)
})

test('what a name holds is found as it is written; one of twins is deleted alone, and one of ten thousand characters', async ({
  start,
  server,
}) => {
  const { person, page, app } = await start()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(800, 560))
  await enter(person, server, 'odd')
  for (const [typed, found] of [
    ['<b>', 1],
    ['back\\slash', 1],
    ['100 %', 1],
    ['snake_case', 1],
    ['їжак', 1],
    ['日本', 1],
    ['the same', 3],
  ] as const) {
    await search(page).fill(typed)
    const hits = async () => (await rowNames(page)).map((name) => name.toLowerCase().includes(typed))
    await expect.poll(hits).toEqual(Array.from({ length: found }, () => true))
  }
  await page.getByRole('button', { name: 'Delete the same twice', exact: true }).first().click()
  await within(person.dialog('Confirm deletion'), 'Delete').click()
  await expect(person.status('1 deleted')).toBeVisible()
  await expect(boxes(page)).toHaveCount(2)
  expect(heldNamed(server, 'the same twice', 'odd')).toHaveLength(1)
  expect(heldNamed(server, 'THE SAME TWICE', 'odd')).toHaveLength(1)

  const long = heldBy(server, 'odd').find(({ usage }) => usage.length > 5000)
  await search(page).fill(long?.usage.slice(0, 40) ?? 'none')
  await expect(boxes(page)).toHaveCount(1)
  await page.getByRole('button', { name: /^Delete / }).click()
  const confirm = person.dialog('Confirm deletion')
  await expect(within(confirm, 'Cancel')).toBeInViewport()
  await within(confirm, 'Delete').click()
  await expect(page.getByText(/^No token matches/)).toBeVisible()
  expect(server.state.token(long?.id ?? '')).toBeUndefined()
  expect(heldBy(server, 'odd')).toHaveLength(ODD_USAGES.length - 2)
})
