import { expect } from '@playwright/test'
import { drawn } from '../../driver/drawn.ts'
import type { Measure } from '../measure.ts'
import { open, type Stage } from '../stage.ts'

/** The person with 10 000 tokens. */
const MANY = 'big'
const USAGE = 'measured'
/** Rows per page that the application requests, and how many times it reads a list of several pages. */
const AT_ONCE = 1000
const PASSES = 2

/** Time from pressing **Add** until **Token created** shows the secret, for an owner of 10 000 tokens. */
export const creating: Measure = {
  targets: [
    { what: 'secret of a new token, ids read while its name was typed', limit: 400, unit: 'ms' },
    { what: 'secret of a new token, Add pressed at once', limit: 1000, unit: 'ms' },
  ],
  prepare: (stage) => open(stage, MANY),
  async run(stage) {
    const typed = await fromAddToSecret(stage, (known) => idsAreRead(stage, known))
    const atOnce = await fromAddToSecret(stage, async () => undefined)
    return [typed, atOnce]
  },
}

/** @param typing runs before Add is pressed; gets the number of list requests so far */
async function fromAddToSecret(
  { page, person, server }: Stage,
  typing: (known: number) => Promise<void>,
): Promise<number> {
  const { userId } = server.login(MANY)
  const known = listsOf(server)
  await person.button('Add').click()
  const form = person.dialog('New token')
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(USAGE)
  await typing(known)
  const shown = drawn(page, { selector: 'dialog[open] input[readonly][value]:not([value=""])' })
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  const { at, pressedAt } = await shown
  await person.dialog('Token created').getByRole('button', { name: 'Close', exact: true }).click()
  await person.button('Close anyway').click()
  await expect(person.dialog('Token created')).toBeHidden()
  // Delete the new tokens, so that the next measurement starts with the same number.
  for (const { id, usage } of server.state.tokensOf(userId)) if (usage === USAGE) server.state.deleteToken(id)
  return at - pressedAt
}

const listsOf = (server: Stage['server']): number =>
  server.requests.filter(({ route, status }) => route === 'tokens.list' && status === 200).length

/** Waits until the application has read all pages `PASSES` times. */
async function idsAreRead({ server }: Stage, known: number): Promise<void> {
  const pages = Math.ceil(server.state.tokensOf(server.login(MANY).userId).length / AT_ONCE)
  await expect.poll(() => listsOf(server) - known, { timeout: 60_000 }).toBeGreaterThanOrEqual(pages * PASSES)
}
