import { expect } from '@playwright/test'
import { drawn, noteLongTasks } from '../../driver/drawn.ts'
import type { Measure } from '../measure.ts'
import { chooseRows, open, settled, type Stage } from '../stage.ts'

const COUNT = 1000
/** Milliseconds of every answer. */
const LATENCY = 50
/** Requests at once, as the application promises. */
const AT_ONCE = 6
const SOMEBODY = 'empty'

/** From the press of **Delete** in the confirmation until **1000 deleted** is said and the dialog gone. */
export const deleting: Measure = {
  targets: [
    {
      what: `${COUNT} tokens deleted, at ${LATENCY} ms latency`,
      limit: 1.25 * Math.ceil(COUNT / AT_ONCE) * LATENCY,
      unit: 'ms',
    },
    { what: 'longest task of the page meanwhile', limit: 100, unit: 'ms' },
  ],
  async prepare(stage) {
    await open(stage, SOMEBODY)
    await chooseRows(stage, COUNT)
  },
  async run(stage) {
    const { page, person, server } = stage
    await ask(stage)
    const longest = await noteLongTasks(page)
    const done = drawn(page, {
      selector: 'body:not(:has(dialog[open])) [role=status]',
      text: `${COUNT} deleted`,
    })
    server.faults.add({ route: '*', kind: 'latency', ms: LATENCY, times: Infinity })
    await person.dialog('Confirm deletion').getByRole('button', { name: 'Delete', exact: true }).click()
    const { at, pressedAt } = await done
    await settled(person)
    server.faults.clear()
    expect(server.state.tokensOf(server.login(SOMEBODY).userId).length).toBe(0)
    return [at - pressedAt, await longest()]
  },
}

/** A thousand of them, selected; whether to delete them is asked. */
async function ask({ server, page, person }: Stage): Promise<void> {
  const { userId } = server.login(SOMEBODY)
  for (let number = 1; number <= COUNT; number += 1) server.state.insertToken(userId, `to go ${number}`)
  await person.button('Refresh').click()
  await expect(person.table()).toHaveAttribute('aria-rowcount', String(COUNT + 1))
  await settled(person)
  await page.getByRole('checkbox', { name: 'Select page', exact: true }).click()
  await person.button('Delete selected').click()
  await expect(person.dialog('Confirm deletion')).toBeVisible()
}
