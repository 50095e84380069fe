import { expect, test } from './support/fixtures.ts'

test('quitting in the middle of a create waits for its answer, and shows the token first', async ({
  signedIn,
  server,
}) => {
  const { person, quit, gone } = signedIn
  const release = server.faults.hold('tokens.create')
  await person.add('Begun before quitting')
  await expect.poll(() => server.requests.some(({ route }) => route === 'tokens.create')).toBe(true)
  await quit()
  release()
  await expect(person.page.getByText('Close without saving?')).toBeVisible()
  await person.button('Close anyway').click()
  await gone
})

test('quitting in the middle of a create that is refused just quits', async ({ signedIn, server }) => {
  const { person, quit, gone } = signedIn
  const release = server.faults.hold('tokens.create')
  server.faults.add({ route: 'tokens.create', kind: 'status', status: 403, body: 'json' })
  await person.add('Refused meanwhile')
  await expect.poll(() => server.requests.some(({ route }) => route === 'tokens.create')).toBe(true)
  await quit()
  release()
  await gone
})
