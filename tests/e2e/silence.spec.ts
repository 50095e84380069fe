import { expect, test } from './support/fixtures.ts'
import { leadingTo, sendControl, startListener } from './support/listener.ts'
import { address, continueWith, signInAt } from './support/providers.ts'
import { settled } from './support/registry.ts'

test('reaches no server but the one that the user named', async ({ start, server }) => {
  const listener = await startListener()
  const args = leadingTo(listener)
  const { login, password, name } = server.login('sso')
  const first = await start({ args })
  await address(first, server, 'sso')
  const provider = await continueWith(first, 'Example ID')
  await signInAt(provider, login, password)
  await expect(first.person.heading(name)).toBeVisible()
  await settled(first.person)
  await first.quit()
  await first.gone

  const second = await start({ args })
  await expect(second.person.heading(name)).toBeVisible()
  await settled(second.person)
  await sendControl(second)
  await expect.poll(() => listener.heard).toContain('tcp: control.example')
  const control = /^tcp(: control\.example)?$/
  expect(listener.heard.filter((what) => !control.test(what))).toEqual([])
  listener.close()
})
