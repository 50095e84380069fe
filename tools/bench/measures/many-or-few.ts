import { expect } from '@playwright/test'
import { drawn } from '../../driver/drawn.ts'
import type { Measure } from '../measure.ts'
import { median } from '../targets.ts'
import { newestFirst, open, pageFrom, settled, showRows, type Stage } from '../stage.ts'

const ROWS = 25
const FEW = 100
/** Of each, one after the other, in one run: a frame more or less is a tenth of the whole. */
const TIMES = 5
/** As many as there are of the one: 10 000. */
const MANY = 'big'
const HUNDRED = 'page'

/** How long it takes to open the first page of somebody with many tokens, by how long it takes with few. */
export const manyOrFew: Measure = {
  targets: [{ what: 'page of 10 000 tokens, by that of 100', limit: 1.1, unit: '×' }],
  async prepare(stage) {
    fill(stage)
    for (const role of [MANY, HUNDRED] as const) await open(stage, role)
    await showRows(stage, ROWS)
    // Both are among those of late now.
    await stage.page.getByLabel('Find user', { exact: true }).fill('')
  },
  async run(stage) {
    const many: number[] = []
    const few: number[] = []
    for (let time = 0; time < TIMES; time += 1) {
      many.push(await opening(stage, MANY))
      few.push(await opening(stage, HUNDRED))
    }
    return [median(many) / median(few)]
  },
}

function fill({ server }: Stage): void {
  const { userId } = server.login(HUNDRED)
  for (let number = server.state.tokensOf(userId).length; number < FEW; number += 1)
    server.state.insertToken(userId, `one of few ${number}`)
  expect(server.state.tokensOf(server.login(MANY).userId).length).toBe(10_000)
}

async function opening(stage: Stage, role: typeof MANY | typeof HUNDRED): Promise<number> {
  const shown = drawn(stage.page, pageFrom(newestFirst(stage, role)[0], ROWS))
  await stage.page.getByRole('link', { name: stage.server.login(role).name, exact: true }).click()
  const { at, pressedAt } = await shown
  await settled(stage.person)
  return at - pressedAt
}
