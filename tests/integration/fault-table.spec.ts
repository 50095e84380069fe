import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWebitelServer, type WebitelServer } from '../../tools/webitel-server/index.ts'
import { ASKINGS, HANG_TIMEOUTS, signIn, TIMEOUTS } from './asking.ts'
import { ROWS } from './faults.ts'

/**
 * Every fault × every request, against main's services in one process. A cell asserts the error value, and that what is
 * reported and what the server holds agree.
 */
let server: WebitelServer
const seen = new Map<string, string[]>()

beforeAll(async () => {
  server = await startWebitelServer({ big: false })
})

afterAll(async () => {
  await server.close()
  const width = Math.max(...ROWS.map(({ name }) => name.length))
  const head = [''.padEnd(width), ...ASKINGS.map(({ asked }) => asked.padEnd(16))].join('  ')
  const lines = [...seen].map(([name, cells]) =>
    [name.padEnd(width), ...cells.map((cell) => cell.padEnd(16))].join('  '),
  )
  console.log([head, ...lines, `${ROWS.length * ASKINGS.length} cells`].join('\n'))
})

describe.each(ROWS)('$name', (row) => {
  it.each(ASKINGS)('$asked', async ({ asked, route, prepare }) => {
    const { access } = await signIn(server)
    const timeouts = row.fault.kind === 'hang' ? HANG_TIMEOUTS : TIMEOUTS
    const ask = await prepare(server, access, timeouts)
    server.faults.add({ ...row.fault, route, times: row.times ?? Infinity })
    const outcome = await ask()
    server.faults.clear()
    await server.faults.settled()
    seen.set(row.name, [...(seen.get(row.name) ?? []), outcome])
    // Where the server lies, only what it said can be reported.
    expect(row.lies ? outcome.split(',')[0] : outcome).toBe(row[asked])
  })
})
