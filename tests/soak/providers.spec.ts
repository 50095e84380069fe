import { expect, test } from '../e2e/support/fixtures.ts'
import { address, windows } from '../e2e/support/providers.ts'
import { alertIn } from '../e2e/support/sessions.ts'

test('a provider whose page never comes is given up by itself, with words', async ({ start, server }) => {
  const running = await start()
  await address(running, server, 'sso')
  server.faults.add({ route: 'sso', kind: 'hang', when: 'before' })
  await running.person.button('Continue with Example ID').click()
  await expect.poll(() => windows(running)).toBe(2)
  await expect(alertIn(running.page)).toContainText('The server did not answer in time')
  await expect.poll(() => windows(running)).toBe(1)
})
