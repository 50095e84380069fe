import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from './support/fixtures.ts'
import { startListener, type Listener } from './support/listener.ts'
import { address, continueWith } from './support/providers.ts'
import { signInScreen } from './support/sessions.ts'

const run = promisify(execFile)

/** Ways out of the application that no policy of a page closes: docs/security.md. */

/** Tries STUN by UDP and TURN by TCP. Its value: `complete` when Chromium has tried all. */
const gathering = ({ host, udp, tcp }: Listener, constructor: string) => `new Promise((resolve) => {
  const peer = new (${constructor})({
    iceServers: [
      { urls: 'stun:${host}:${udp}' },
      { urls: ['turn:${host}:${tcp}?transport=tcp', 'turn:127.0.0.1:${tcp}?transport=tcp'], username: 'secret', credential: 'x' },
    ],
  })
  const tell = () => peer.iceGatheringState === 'complete' && resolve('complete')
  peer.addEventListener('icegatheringstatechange', tell)
  peer.createDataChannel('secret')
  peer.createOffer().then((offer) => peer.setLocalDescription(offer))
})`

/** A frame without an address has constructors of its own. */
const OF_A_FRAME = `(() => {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  return frame.contentWindow.RTCPeerConnection
})()`

test('WebRTC is not in the page, and sends nothing from a frame or another world', async ({ start }) => {
  const { app, page, person } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const listener = await startListener()
  const left = () => Object.getOwnPropertyNames(globalThis).filter((name) => /RTC/.test(name))
  expect(await page.evaluate(left)).toEqual([])
  const tried = await app.evaluate(
    async ({ webContents }, [inFrame, inWorld]) => {
      const [contents] = webContents.getAllWebContents()
      return [
        await contents?.executeJavaScript(inFrame),
        await contents?.executeJavaScriptInIsolatedWorld(1234, [{ code: inWorld }]),
      ] as unknown[]
    },
    [gathering(listener, OF_A_FRAME), gathering(listener, 'RTCPeerConnection')] as const,
  )
  expect(tried).toEqual(['complete', 'complete'])
  expect(listener.heard).toEqual([])
  listener.close()
})

/** The titles of the windows on this worker's display. */
async function windowTitles(): Promise<string[]> {
  const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--name', '.'])
  const names = await Promise.all(
    stdout
      .trim()
      .split('\n')
      .map((id) => run('xdotool', ['getwindowname', id])),
  )
  return names.map((one) => one.stdout.trim()).toSorted()
}

const INPUTS = `<!doctype html>
<p id="closed"></p>
<input type="file" id="file"><label for="labelled" id="label">Label</label><input type="file" id="labelled" hidden>
<input type="file" id="folder" webkitdirectory><button id="pickers">Pickers</button>
<script>
  const kept = []
  const note = (name) => (event) => kept.push([name, event.defaultPrevented])
  for (const id of ['file', 'labelled', 'folder']) document.getElementById(id).addEventListener('click', note(id))
  const root = document.getElementById('closed').attachShadow({ mode: 'closed' })
  const file = () => Object.assign(document.createElement('input'), { type: 'file' })
  const hidden = file()
  root.append(hidden)
  hidden.addEventListener('click', note('closed'))
  document.getElementById('pickers').addEventListener('click', () => {
    const [loose, sent] = [file(), file()]
    loose.addEventListener('click', note('loose'))
    loose.click()
    sent.addEventListener('click', note('sent'))
    sent.dispatchEvent(new MouseEvent('click', { cancelable: true }))
    hidden.click()
    file().showPicker()
    print()
    document.execCommand('print')
    alert('x')
    confirm('x')
  })
</script>`

test('a page of a provider has no WebRTC and opens no dialog of the system', async ({ start, server }) => {
  const elsewhere = createServer((_, response) => response.setHeader('content-type', 'text/html').end(INPUTS))
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const { port } = elsewhere.address() as AddressInfo
  const running = await start()
  await address(running, server, 'sso')
  const provider = await continueWith(running, 'Example ID')
  await provider.getByRole('button', { name: 'Continue' }).waitFor()
  await provider.goto(`http://127.0.0.1:${port}/`)
  const absent = ['RTCPeerConnection', 'showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker']
  const left = (names: string[]) => names.filter((name) => name in globalThis)
  expect(await provider.evaluate(left, absent)).toEqual([])

  const before = await windowTitles()
  const ignored: string[] = []
  provider.on('console', (message) => ignored.push(/Ignored call to '(\w+)/.exec(message.text())?.[1] ?? ''))
  for (const id of ['file', 'label', 'folder', 'pickers']) await provider.click(`#${id}`)
  expect(await provider.evaluate('kept')).toEqual([
    ['file', true],
    ['labelled', true],
    ['folder', true],
    ['loose', true],
    ['sent', true],
    ['closed', true],
  ])
  await expect.poll(() => ignored).toEqual(['print', 'print', 'alert', 'confirm'])
  expect(await windowTitles()).toEqual(before)

  // A page of another site in a frame of it.
  await provider.evaluate((src) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src }))
  }, `http://localhost:${port}/`)
  const frame = provider.frameLocator('iframe')
  await frame.locator('#file').click()
  const inFrame = provider.frames().find((one) => one.url().includes('localhost'))
  expect(await inFrame?.evaluate('kept')).toEqual([['file', true]])
  expect(await inFrame?.evaluate(left, absent)).toEqual([])
  expect(await windowTitles()).toEqual(before)
  elsewhere.close()
})
