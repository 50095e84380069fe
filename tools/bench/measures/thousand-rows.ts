import { expect } from '@playwright/test'
import { drawn } from '../../driver/drawn.ts'
import type { Measure } from '../measure.ts'
import { newestFirst, open, pageFrom, showRows, type Stage } from '../stage.ts'

const ROWS = 1000
const FEW = 25
/** The limit for 1000 rows against 25: 40 times as many are read and checked, but about as many are drawn. */
const RATIO = 3

/** From when the server begins to send its answer: what it takes until then is not ours. */
export const thousandRows: Measure = {
  targets: [
    { what: '1000 rows shown, after the answer', limit: 300, unit: 'ms' },
    { what: '1000 rows shown after the answer, by 25', limit: RATIO, unit: '×' },
  ],
  async prepare(stage) {
    await open(stage, 'big')
    await showRows(stage, ROWS)
  },
  async run(stage) {
    const few = await shownAfter(stage, FEW)
    const many = await shownAfter(stage, ROWS)
    return [many, many / few]
  },
}

/** Milliseconds from the response until that many rows are on the screen. */
async function shownAfter(stage: Stage, rows: typeof FEW | typeof ROWS): Promise<number> {
  const shown = drawn(stage.page, pageFrom(newestFirst(stage, 'big')[0], rows))
  stage.server.clearRequests()
  await showRows(stage, rows)
  const { at } = await shown
  return at - answeredAt(stage)
}

function answeredAt({ server }: Stage): number {
  const lists = server.requests.filter(({ route }) => route === 'tokens.list')
  expect(lists.length).toBe(1)
  return lists[0]?.answeredAt ?? NaN
}

/** From the press: the server on loopback is a part of it. Goes on from page to page, and from the last to the first. */
export const nextPage: Measure = {
  targets: [{ what: 'next page of 1000 rows, after the press', limit: 300, unit: 'ms' }],
  prepare: (stage) => open(stage, 'big'),
  async run(stage) {
    const next = stage.person.button('Next')
    if (await next.isDisabled()) await showRows(stage, 25)
    await showRows(stage, ROWS)
    const first = newestFirst(stage, 'big')[(await pageNumber(stage)) * ROWS]
    const shown = drawn(stage.page, pageFrom(first, ROWS))
    await next.click()
    const { at, pressedAt } = await shown
    return [at - pressedAt]
  },
}

async function pageNumber({ page }: Stage): Promise<number> {
  const text = await page.getByText(/^Page \d+$/).textContent()
  return Number(text?.replace('Page ', ''))
}

export const selectPage: Measure = {
  targets: [{ what: 'page of 1000 rows selected, after the press', limit: 50, unit: 'ms' }],
  async prepare(stage) {
    await open(stage, 'big')
    await showRows(stage, ROWS)
  },
  async run({ page, person }) {
    const box = page.getByRole('checkbox', { name: 'Select page', exact: true })
    const shown = drawn(page, { selector: '[role=grid] [aria-rowindex="2"][aria-selected=true]' })
    await box.click()
    const { at, pressedAt } = await shown
    await expect(page.getByText(`${ROWS} selected`, { exact: true })).toBeVisible()
    await person.button('Clear selection').click()
    await expect(box).not.toBeChecked()
    return [at - pressedAt]
  },
}
