import type { CDPSession } from '@playwright/test'
import type { Measure } from '../measure.ts'
import { open, showRows, type Stage } from '../stage.ts'

const MB = 1024 * 1024

/** Once nothing is left to collect; nodes of every kind, also those that are in no document. */
export const weight: Measure = {
  targets: [
    { what: 'nodes, 1000 rows in the page', limit: 5000, unit: '' },
    { what: 'heap, 1000 rows in the page', limit: 45, unit: 'MB' },
  ],
  prepare: (stage) => open(stage, 'big'),
  async run(stage) {
    await showRows(stage, 25)
    await showRows(stage, 1000)
    const session = await sessionOf(stage)
    await session.send('HeapProfiler.collectGarbage')
    const { metrics } = await session.send('Performance.getMetrics')
    await session.detach()
    const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN
    return [of('Nodes'), of('JSHeapUsedSize') / MB]
  },
}

async function sessionOf({ page }: Stage): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  return session
}
