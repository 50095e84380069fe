import { test } from '../e2e/support/fixtures.ts'
import { goThroughAll } from '../e2e/support/people.ts'

test.use({ serverOptions: { users: 10_000 } })

test('ten thousand people: few nodes, and from the first to the last each of them once', async ({
  signedIn,
  server,
}) => {
  await goThroughAll(signedIn, server)
})
