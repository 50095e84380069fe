import { nextWindow } from '../../tools/driver/launch.ts'
import { arm, fireRaw, fireThroughBridge } from './support/attack/fire.ts'
import {
  argumentsOf,
  CHANNELS,
  foreignCases,
  hugeCasesOf,
  pollutingCases,
  sampleOf,
} from './support/attack/cases.ts'
import { withstands } from './support/attack/siege.ts'
import { expect, test } from './support/fixtures.ts'
import { settled } from './support/registry.ts'
import { signInScreen } from './support/sessions.ts'

test.use({ sandbox: true })

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

test('our own window is refused when it shows something else', async ({ signedIn: running, server }) => {
  const elsewhere = await running.app.evaluate(async ({ BrowserWindow }, url) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // Our page's session reaches nobody; whoever shows something else here has got around that.
    await contents?.session.setProxy({ mode: 'direct' })
    await contents?.loadURL(url)
    const call = "window.webitel.request['settings:read']().then(() => 'answered', () => 'refused')"
    return (await contents?.executeJavaScript(call)) as string
  }, `${server.url}/login`)
  expect(elsewhere).toBe('refused')
})

test('a frame of our own page that got hold of the bridge is refused, call by call', async ({ start }) => {
  const { app, person } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const opened = nextWindow(app, (page) => page.url().startsWith('app:'))
  // All that keeps frames out of the page, and the bridge out of frames, is taken away: but for the check of who calls.
  await app.evaluate(async ({ app: electron, BrowserWindow, session }) => {
    const [window] = BrowserWindow.getAllWindows()
    // With it the application does not end with its window.
    const other = new BrowserWindow({ show: false })
    const closed = new Promise<void>((resolve) => window?.once('closed', () => resolve()))
    window?.close()
    await closed
    const { protocol } = session.fromPartition('page')
    protocol.unhandle('app')
    protocol.handle(
      'app',
      () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
    )
    electron.on('web-contents-created', (_, contents) => contents.removeAllListeners('will-frame-navigate'))
    Reflect.defineProperty(Object.prototype, 'nodeIntegrationInSubFrames', {
      value: true,
      configurable: true,
    })
    electron.emit('second-instance')
    Reflect.deleteProperty(Object.prototype, 'nodeIntegrationInSubFrames')
    other.destroy()
  })
  const page = await opened
  const kept = CHANNELS.map((channel) => [channel, argumentsOf(channel)] as const)
  const outcomes = await page.evaluate(async (calls) => {
    const frame = document.createElement('iframe')
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
    frame.src = '/index.html'
    document.body.append(frame)
    await loaded
    type Ask = Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>
    const bridges = [frame.contentWindow, window].map(
      (one) => (one as Window).webitel.request as unknown as Ask,
    )
    const outcome = async (ask: Ask | undefined, channel: string, args: readonly unknown[]) =>
      await ask?.[channel]?.(...args).then(
        () => 'answered',
        () => 'refused',
      )
    const [framed, own] = bridges
    const inFrame = await Promise.all(calls.map(([channel, args]) => outcome(framed, channel, args)))
    return { url: frame.contentWindow?.location.href, inFrame, own: await outcome(own, 'settings:read', []) }
  }, kept)
  expect(outcomes.url).toBe('app://webitel-tokens/index.html')
  expect(outcomes.inFrame).toHaveLength(CHANNELS.length)
  expect([...new Set(outcomes.inFrame)]).toEqual(['refused'])
  // The very same call, made by the page.
  expect(outcomes.own).toBe('answered')
})
