import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'

const gone = (app: ElectronApplication): Promise<void> =>
  new Promise((resolve) => app.process().once('exit', () => resolve()))

test('quitting in the middle of a create waits for its answer, and shows the token first', async ({
  signedIn,
  server,
}) => {
  const { person, app } = signedIn
  server.faults.add({ route: 'tokens.create', kind: 'latency', ms: 1000 })
  await person.add('Begun before quitting')
  await expect.poll(() => server.requests.some(({ route }) => route === 'tokens.create')).toBe(true)
  await app.evaluate(({ app: electron }) => electron.quit())
  await expect(person.page.getByText('Close without saving?')).toBeVisible()
  const ended = gone(app)
  await person.button('Close anyway').click()
  await ended
})

test('quitting in the middle of a create that is refused just quits', async ({ signedIn, server }) => {
  const { person, app } = signedIn
  server.faults.add({ route: 'tokens.create', kind: 'latency', ms: 1000 })
  server.faults.add({ route: 'tokens.create', kind: 'status', status: 403, body: 'json' })
  await person.add('Refused meanwhile')
  await expect.poll(() => server.requests.some(({ route }) => route === 'tokens.create')).toBe(true)
  const ended = gone(app)
  await app.evaluate(({ app: electron }) => electron.quit())
  await ended
})
