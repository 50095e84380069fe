import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import type { WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { address, continueWith, windows } from './support/providers.ts'

/** The pages of a provider go where they may, and nowhere else: docs/security.md. */

/** Somebody on this machine, by two names: its own, which may be visited, and one that is another machine's. */
async function neighbour(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.headers.host?.split(':')[0]}${request.url}`)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    asked,
    here: `http://127.0.0.1:${port}`,
    away: `http://elsewhere.example:${port}`,
    close: () => server.close(),
  }
}
const ARGS = ['--host-resolver-rules=MAP elsewhere.example 127.0.0.1']

/** Notes where the pages of the provider get to, and what they are kept from. */
async function watch({
  app,
}: Running): Promise<() => Promise<{ got: string[]; kept: string[]; saved: boolean[] }>> {
  await app.evaluate(({ webContents }) => {
    const seen = { got: [] as string[], kept: [] as string[], saved: [] as boolean[] }
    Object.assign(globalThis, { seen })
    const contents = webContents.getAllWebContents().find((one) => !one.getURL().startsWith('app:'))
    contents?.on('did-frame-navigate', (_, url) => void seen.got.push(url))
    contents?.on('will-frame-navigate', ({ url, defaultPrevented }) => {
      if (defaultPrevented) seen.kept.push(url)
    })
    contents?.session.on('will-download', ({ defaultPrevented }) => void seen.saved.push(defaultPrevented))
  })
  return () => app.evaluate(() => (globalThis as unknown as { seen: never }).seen)
}

/** The addresses that the pages of providers to come ask for. */
async function watchRequests({ app }: Running): Promise<() => Promise<string[]>> {
  await app.evaluate(({ app: electron }) => {
    const sent: string[] = []
    Object.assign(globalThis, { sent })
    electron.on('session-created', ({ webRequest }) =>
      webRequest.onSendHeaders(({ url }) => void sent.push(url)),
    )
  })
  return () => app.evaluate(() => (globalThis as unknown as { sent: string[] }).sent)
}

const go = (page: Page, way: 'itself' | 'a frame', url: string) =>
  page.evaluate(
    ([how, to]) => {
      if (how === 'itself') location.assign(to)
      else document.body.append(Object.assign(document.createElement('iframe'), { src: to }))
    },
    [way, url] as const,
  )

test('a page of a provider goes to no other machine unencrypted, to no file, to no page of ours, to no other program', async ({
  start,
  server,
}) => {
  const { asked, here, away, close } = await neighbour((_, response) =>
    response.setHeader('content-type', 'text/html').end('<h1>Next door</h1>'),
  )
  const running = await start({ args: ARGS })
  await address(running, server, 'sso')
  const provider = await continueWith(running, 'Example ID')
  await provider.getByRole('button', { name: 'Continue' }).waitFor()
  const seen = await watch(running)
  const refused = [
    away,
    'file:///etc/passwd',
    'app://webitel-tokens/index.html',
    'mailto:a@b',
    'ms-settings:',
  ]
  for (const url of refused) await go(provider, 'itself', url)
  for (const url of refused) await go(provider, 'a frame', url)
  for (const url of ['data:text/html,x', 'javascript:document.body.remove()'])
    await go(provider, 'itself', url).catch(() => undefined)
  const loaded = await provider.evaluate(async (url) => {
    const fails = async (work: Promise<unknown>) =>
      await work.then(
        () => 'reached',
        () => 'failed',
      )
    const image = new Image()
    const shown = new Promise((resolve, reject) => {
      image.addEventListener('load', resolve)
      image.addEventListener('error', reject)
    })
    image.src = `${url}/image`
    return [await fails(fetch(`${url}/fetch`, { mode: 'no-cors' })), await fails(shown)]
  }, away)
  expect(loaded).toEqual(['failed', 'failed'])
  expect(asked).toEqual([])
  // Where it may go, as the last: all before has been dealt with.
  await go(provider, 'itself', `${here}/allowed`)
  await expect(provider.getByRole('heading', { name: 'Next door' })).toBeVisible()
  const { got, kept } = await seen()
  expect(kept.filter((url) => url.startsWith(away))).toHaveLength(2)
  expect(got.filter((url) => !/^(http:\/\/127\.0\.0\.1|about:|chrome-error:)/.test(url))).toEqual([])
  expect(asked.filter((path) => path !== '127.0.0.1/favicon.ico')).toEqual(['127.0.0.1/allowed'])
  expect(
    await running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => one.getTitle()),
    ),
  ).toContain(`${new URL(here).host} · Example ID`)
  close()
})

test('a page of a provider opens no window, gets no permission, saves nothing, and knows nothing of us', async ({
  start,
  server,
}) => {
  const { here, close } = await neighbour((_, response) =>
    response.setHeader('content-disposition', 'attachment; filename="x.exe"').end('MZ'),
  )
  const running = await start()
  await address(running, server, 'sso')
  const provider = await continueWith(running, 'Example ID')
  await provider.getByRole('button', { name: 'Continue' }).waitFor()
  const seen = await watch(running)
  const found = await provider.evaluate(async (url) => {
    const opened = [window.open(url), window.open('about:blank', '_blank', 'popup')]
    const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' })
    document.body.append(link)
    link.click()
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi']
    const query = async (name: string) =>
      await navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state)
    return {
      opened,
      permissions: [...new Set(await Promise.all(names.map(query)))],
      asked: await Notification.requestPermission(),
      globals: ['webitel', 'require', 'process', 'module', 'Buffer'].filter((name) => name in window),
    }
  }, here)
  expect(found).toEqual({ opened: [null, null], permissions: ['denied'], asked: 'denied', globals: [] })
  await go(provider, 'itself', `${here}/download`)
  await expect.poll(async () => (await seen()).saved).toEqual([true])
  expect(await windows(running)).toBe(2)

  const preferences = await running.app.evaluate(({ webContents }) => {
    const pages = webContents.getAllWebContents() as unknown as {
      getURL: () => string
      session: { isPersistent: () => boolean }
      getLastWebPreferences: () => Record<string, unknown>
    }[]
    const page = pages.find((one) => !one.getURL().startsWith('app:'))
    return { ...page?.getLastWebPreferences(), persistent: page?.session.isPersistent() }
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    persistent: false,
  })
  expect((preferences as Record<string, unknown>)['preload'] ?? '').toBe('')
  close()

  // Closing the application closes it too.
  await running.app.evaluate(({ BrowserWindow }) => {
    const main = BrowserWindow.getAllWindows().find((one) => one.getChildWindows().length > 0)
    main?.close()
  })
  await running.gone
})

/** Of the server, as somebody who has signed in there beside the application gets it. */
async function addressWithKey(server: WebitelServer): Promise<string> {
  const { login: username, password } = server.login('sso')
  const body = JSON.stringify({ username, password })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${server.url}/api/login`, { method: 'POST', headers, body })
  const { access_token: key } = (await answer.json()) as { access_token: string }
  return `${server.url}/app/?accessToken=${key}`
}

test('a key that a foreign address brings is not taken, and one of the server is never gone to', async ({
  start,
  server,
}) => {
  const { asked, here, close } = await neighbour((_, response) =>
    response.setHeader('content-type', 'text/html').end('<h1>Next door</h1>'),
  )
  const running = await start()
  const { name } = server.login('sso')
  const sent = await watchRequests(running)
  await address(running, server, 'sso')
  const provider = await continueWith(running, 'Example ID')
  server.clearRequests()
  await provider.goto(`${here}/?accessToken=planted`)
  await expect(provider.getByRole('heading', { name: 'Next door' })).toBeVisible()
  expect(asked).toContain('127.0.0.1/?accessToken=planted')
  expect(server.requests.filter(({ route }) => route === 'userinfo')).toEqual([])
  await provider.goBack()
  // From a page of the server's, and as an answer that leads straight there.
  await go(provider, 'itself', await addressWithKey(server))
  await expect(running.person.heading(name)).toBeVisible()
  await running.person.signOut()
  await expect(running.person.button('Continue with Example ID')).toBeVisible()
  server.faults.add({ route: 'sso', kind: 'redirect', to: await addressWithKey(server) })
  await running.person.button('Continue with Example ID').click()
  await expect(running.person.heading(name)).toBeVisible()
  const addresses = (await sent()).filter((url) => url.startsWith(server.url))
  expect(addresses).toContainEqual(expect.stringContaining('/api/login/example-id'))
  expect(addresses.filter((url) => url.includes('accessToken'))).toEqual([])
  close()
})
