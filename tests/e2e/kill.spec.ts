import { join } from 'node:path'
import { answerSaveDialog, type Person } from '../../tools/driver/person.ts'
import { TEST_TIMEOUT_MS } from '../../tools/limits.ts'
import type { WebitelServer } from '../../tools/webitel-server/index.ts'
import type { Keyring } from '../../tools/linux/keyring.ts'
import { rounds } from '../support/soak.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { heldNamed, requestsOf, within } from './support/registry.ts'
import { shownProfile } from './support/sessions.ts'

/**
 * The whole process tree is killed at five moments of a create. Whatever the server then holds is either readable again
 * or named in **Answer lost**; nothing is doubled; nothing comes back after **Close**.
 */
interface Round {
  readonly running: Running
  readonly server: WebitelServer
  readonly keyring: Keyring
  readonly folder: string
  readonly usage: string
  /** From 0. */
  readonly number: number
}

const ROUNDS = rounds(2, 20)
const created = ({ dialog }: Person) => dialog('Token created')
const lost = ({ dialog }: Person) => dialog('Answer lost')
const asked = ({ server }: Round, route: 'tokens.create' | 'tokens.list') => requestsOf(server, route).length

/** What the server is sent, and what it holds, when the kill comes. */
const MOMENTS: Readonly<Record<string, (round: Round) => Promise<void>>> = {
  async 'before it was sent'(round) {
    const { server, running, usage } = round
    const before = asked(round, 'tokens.list')
    server.faults.add({ route: 'tokens.list', kind: 'hang', when: 'before' })
    await running.person.add(usage)
    await expect.poll(() => asked(round, 'tokens.list')).toBeGreaterThan(before)
  },
  async 'after it was sent, before the answer'(round) {
    const { server, running, usage, number } = round
    const before = asked(round, 'tokens.create')
    server.faults.add({ route: 'tokens.create', kind: 'hang', when: number % 2 === 0 ? 'after' : 'before' })
    await running.person.add(usage)
    await expect.poll(() => asked(round, 'tokens.create')).toBeGreaterThan(before)
    if (number % 2 === 0) await expect.poll(() => heldNamed(server, usage)).toHaveLength(1)
  },
  async 'after the answer, before it was shown'({ server, running, usage, number, keyring }) {
    // Half of the rounds: in the very middle of putting it into the keychain.
    if (number % 2 === 0) keyring.suspend()
    await running.person.add(usage)
    await expect.poll(() => heldNamed(server, usage), { intervals: [1] }).toHaveLength(1)
  },
  async 'while it was shown'({ running, usage }) {
    await running.person.add(usage)
    await expect(created(running.person).getByLabel('Token', { exact: true })).not.toHaveValue('')
  },
  async 'after Close'({ running, usage, folder, number }) {
    const { person, app } = running
    await person.add(usage)
    if (number % 2 === 0) {
      await answerSaveDialog(app, join(folder, `${number}.txt`))
      await within(created(person), 'Save as txt').click()
      await expect(created(person).getByRole('status')).toContainText('Saved to')
      await within(created(person), 'Close').click()
    } else {
      await within(created(person), 'Close').click()
      await person.button('Close anyway').click()
    }
    await expect(created(person)).toBeHidden()
  },
}

/** What the next start says of it. */
async function told({ page, person }: Running, server: WebitelServer): Promise<'shown' | 'lost' | 'nothing'> {
  await expect(person.heading(server.login('admin').name)).toBeVisible()
  await expect(person.table()).toHaveAttribute('aria-busy', 'false')
  // Both have been asked of main by now, and answered.
  const [reveal, open] = await page.evaluate(
    async (profile) => [
      await window.webitel.request['reveal:current'](),
      await window.webitel.request['lost:current'](profile),
    ],
    await shownProfile(page),
  )
  if (reveal?.ok && reveal.value) {
    await expect(created(person)).toBeVisible()
    return 'shown'
  }
  if (!open?.ok || !open.value) return 'nothing'
  await expect(lost(person)).toBeVisible()
  return 'lost'
}

/** As a person would deal with it, so that the next round begins with nothing. */
async function dealWith({ person }: Running): Promise<void> {
  if (await lost(person).isVisible()) {
    const again = !(await within(lost(person), 'Keep it').isVisible())
    await within(lost(person), again ? 'Create again' : 'Keep it').click()
    await expect(lost(person)).toBeHidden()
    if (again) await expect(created(person)).toBeVisible()
  }
  if (!(await created(person).isVisible())) return
  await within(created(person), 'Close').click()
  await person.button('Close anyway').click()
  await expect(created(person)).toBeHidden()
}

for (const [moment, happen] of Object.entries(MOMENTS)) {
  test(`killed ${moment}: nothing is lost, nothing is doubled @soak`, async ({
    signedIn,
    start,
    server,
    keyring,
    folder,
  }) => {
    test.setTimeout(ROUNDS * TEST_TIMEOUT_MS)
    let running = signedIn
    for (let number = 0; number < ROUNDS; number += 1) {
      const usage = `Round ${number}`
      const round = { running, server, keyring, folder, usage, number }
      await happen(round)
      await running.kill()
      keyring.resume()
      server.faults.clear()
      running = await start()

      const [held, ...more] = heldNamed(server, usage)
      expect(more).toEqual([])
      const said = await told(running, server)
      if (moment === 'after Close') expect(said).toBe('nothing')
      else if (held) expect(['shown', 'lost']).toContain(said)
      if (moment === 'while it was shown') expect(said).toBe('shown')
      if (said === 'shown')
        await expect(created(running.person).getByLabel('Token', { exact: true })).toHaveValue(
          held?.secret ?? 'nothing was made',
        )
      if (said === 'lost') await expect(lost(running.person)).toContainText(usage)
      if (said === 'lost' && held)
        await expect(lost(running.person)).toContainText(/1 new token since then|was created for/)
      await dealWith(running)
      // Also after **Create again**, where nothing was made.
      expect(heldNamed(server, usage).length).toBeLessThanOrEqual(1)
    }
  })
}
