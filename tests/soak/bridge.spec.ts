import { CHANNELS, hugeCasesOf, sampleOf } from '../e2e/support/attack/cases.ts'
import { arm, fireRaw, fireThroughBridge } from '../e2e/support/attack/fire.ts'
import { withstands } from '../e2e/support/attack/siege.ts'
import { test } from '../e2e/support/fixtures.ts'
import { settled } from '../e2e/support/registry.ts'

/** Of the configuration. */
const SEED = Number(process.env['SOAK_SEED'])
const A_CHANNEL = 1000

test(`every channel under attack from the page, seed ${SEED}`, async ({
  signedIn: running,
  server,
  profile,
}) => {
  await settled(running.person)
  for (const channel of CHANNELS)
    await withstands({ running, server, profile, seed: SEED }, sampleOf(channel, SEED, A_CHANNEL), (cases) =>
      fireThroughBridge(running.page, cases),
    )
})

test(`every channel under attack from a page that was taken over, seed ${SEED}`, async ({
  signedIn: running,
  server,
  profile,
  folder,
}) => {
  await arm(running, folder)
  await settled(running.person)
  const siege = { running, server, profile, seed: SEED }
  const raw = (cases: Parameters<typeof fireRaw>[1]) => fireRaw(running.page, cases)
  for (const channel of CHANNELS) {
    await withstands(siege, sampleOf(channel, SEED, A_CHANNEL), raw)
    for (const huge of hugeCasesOf(channel)) await withstands(siege, [huge], raw)
  }
})
