import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from '../e2e/support/fixtures.ts'
import { leadingTo, sendControl, startListener } from '../e2e/support/listener.ts'

/** An hour: what Chromium does in the background begins minutes after the start, and repeats. */
const REST_MS = 3_600_000

test('reaches no other server in an hour of rest', async ({ start, server }) => {
  test.setTimeout(REST_MS + 300_000)
  const listener = await startListener()
  const running = await start({ args: leadingTo(listener) })
  const { login, password, name } = server.login('admin')
  await running.person.signIn(server.url, login, password)
  await expect(running.person.heading(name)).toBeVisible()
  await pause(REST_MS)
  expect(listener.heard).toEqual([])
  await sendControl(running)
  await expect.poll(() => listener.heard).toContain('tcp: control.example')
  listener.close()
})
