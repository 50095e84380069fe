import { arm, fireRaw, fireThroughBridge } from './support/attack/fire.ts'
import { CHANNELS, foreignCases, hugeCasesOf, pollutingCases, sampleOf } from './support/attack/cases.ts'
import { withstands } from './support/attack/siege.ts'
import { expect, test } from './support/fixtures.ts'
import { settled } from './support/registry.ts'

/** A sample; `npm run test:soak` has the rest. */
const SEED = 20_261_124
const A_CHANNEL = 25

const sample = CHANNELS.flatMap((channel) => sampleOf(channel, SEED, A_CHANNEL))
const huge = hugeCasesOf('jobs:start').filter((_, at) => at % 5 === 0)

test('what breaks the contract is refused on every channel, and does nothing: from the page', async ({
  signedIn: running,
  server,
  profile,
}) => {
  await settled(running.person)
  const siege = { running, server, profile, seed: SEED }
  const outcomes = await withstands(siege, sample, (cases) => fireThroughBridge(running.page, cases))
  expect(outcomes.filter((outcome) => outcome === 'refused').length).toBeGreaterThan(sample.length / 2)
})

test('what breaks the contract is refused on every channel, and does nothing: from a page that was taken over', async ({
  signedIn: running,
  server,
  profile,
  folder,
}) => {
  await arm(running, folder)
  await settled(running.person)
  const siege = { running, server, profile, seed: SEED }
  const outcomes = await withstands(siege, [...sample, ...pollutingCases(), ...foreignCases()], (cases) =>
    fireRaw(running.page, cases),
  )
  expect(outcomes.filter((outcome) => outcome === 'refused').length).toBeGreaterThan(sample.length / 2)
  // One after the other: what each costs is the point.
  for (const one of huge) await withstands(siege, [one], (cases) => fireRaw(running.page, cases))
})

test('a frame of our own page is refused, and so is our own window when it shows something else', async ({
  signedIn: running,
  server,
}) => {
  const { app, page } = running
  await page.evaluate(() => document.body.append(document.createElement('iframe')))
  const outcomes = await app.evaluate(async ({ BrowserWindow, ipcMain }, url) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // A frame has no way to call: what is asked is the very handler that a call would arrive at.
    type Handlers = Map<string, (event: object) => Promise<unknown>>
    const handler = (Reflect.get(ipcMain, '_invokeHandlers') as Handlers).get('settings:read')
    const from = async (senderFrame: unknown) =>
      await handler?.({ sender: contents, senderFrame }).then(
        () => 'answered',
        () => 'refused',
      )
    const [frame] = contents?.mainFrame.frames ?? []
    const asked = { main: await from(contents?.mainFrame), frame: frame && (await from(frame)) }
    await contents?.loadURL(url)
    const call = "window.webitel.request['settings:read']().then(() => 'answered', () => 'refused')"
    return { ...asked, elsewhere: (await contents?.executeJavaScript(call)) as string }
  }, `${server.url}/login`)
  expect(outcomes).toEqual({ main: 'answered', frame: 'refused', elsewhere: 'refused' })
})
