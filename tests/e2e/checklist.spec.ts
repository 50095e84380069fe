import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { CHECKOUT } from '../../tools/driver/launch.ts'
import { expect, test } from './support/fixtures.ts'
import { settled } from './support/registry.ts'
import { signInScreen } from './support/sessions.ts'

test.use({ sandbox: true })

/** Electron's checklist on the running application, beyond `guards.spec.ts` and `bridge.spec.ts`: docs/security.md. */

test('no page has a door of Electron open, and no switch opens one', async ({ signedIn }) => {
  const found = await signedIn.app.evaluate(({ app, webContents }) => {
    const pages = webContents.getAllWebContents() as unknown as {
      getLastWebPreferences: () => Record<string, unknown>
    }[]
    const switches = [
      'disable-web-security',
      'allow-running-insecure-content',
      'ignore-certificate-errors',
      'enable-experimental-web-platform-features',
      'enable-blink-features',
      'disable-site-isolation-trials',
      'no-sandbox',
      'disable-setuid-sandbox',
      'disable-namespace-sandbox',
      'disable-seccomp-filter-sandbox',
    ]
    return {
      pages: pages.map((page) => page.getLastWebPreferences()),
      switches: switches.filter((name) => app.commandLine.hasSwitch(name)),
    }
  })
  expect(found.switches).toEqual([])
  expect(found.pages).toHaveLength(1)
  const [preferences] = found.pages
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  })
  expect(preferences?.['nodeIntegrationInWorker'] ?? false).toBe(false)
  expect(preferences?.['enableBlinkFeatures'] ?? '').toBe('')
})

test('in whatever other window: calls are refused, no webview is attached, no redirect followed, no frame loaded', async ({
  signedIn,
  server,
  program,
}) => {
  const { app, page, person } = signedIn
  await settled(person)
  server.clearRequests()
  const outcomes = await app.evaluate(
    async ({ BrowserWindow, session }, preload) => {
      const call = "window.webitel.request['settings:read']().then(() => 'answered', () => 'refused')"
      const ask = async (url: string) => {
        const other = new BrowserWindow({
          show: false,
          webPreferences: { preload, session: session.fromPartition('page') },
        })
        await other.loadURL(url)
        const outcome = (await other.webContents.executeJavaScript(call)) as string
        other.destroy()
        return outcome
      }
      return [await ask('app://webitel-tokens/index.html'), await ask('data:text/html,<h1>Not ours</h1>')]
    },
    join(program.app, 'out/preload/index.cjs'),
  )
  expect(outcomes).toEqual(['refused', 'refused'])

  await page.evaluate((url) => {
    const view = document.createElement('webview')
    view.setAttribute('src', url)
    view.setAttribute('allowpopups', '')
    document.body.append(view)
  }, server.url)
  const elsewhere = await app.evaluate(async ({ BrowserWindow, webContents }, url) => {
    const other = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } })
    const asked = new Promise<boolean>((resolve) =>
      other.webContents.once('will-attach-webview', (event) => resolve(event.defaultPrevented)),
    )
    await other.loadURL(`data:text/html,<webview src="${url}" allowpopups></webview>`)
    const prevented = await asked
    const guests = webContents.getAllWebContents().filter((one) => one.getType() === 'webview').length
    other.destroy()
    return { prevented, guests }
  }, server.url)
  expect(elsewhere).toEqual({ prevented: true, guests: 0 })

  const redirecting = createServer((_, answer) => answer.writeHead(302, { location: server.url }).end())
  await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve))
  const { port } = redirecting.address() as AddressInfo
  const gone = await app.evaluate(
    async ({ BrowserWindow }, [redirect, url]) => {
      const other = new BrowserWindow({ show: false })
      const prevented = async (event: 'will-redirect' | 'will-frame-navigate', address: string) => {
        const asked = new Promise<boolean>((resolve) =>
          other.webContents.once(event as 'will-redirect', (told) => resolve(told.defaultPrevented)),
        )
        const loaded = other.loadURL(address).then(
          () => 'loaded',
          () => 'not loaded',
        )
        return [await asked, await loaded]
      }
      const outcome = {
        redirect: await prevented('will-redirect', redirect),
        frame: await prevented('will-frame-navigate', `data:text/html,<iframe src="${url}"></iframe>`),
      }
      other.destroy()
      return outcome
    },
    [`http://127.0.0.1:${port}/`, server.url] as const,
  )
  redirecting.close()
  expect(gone).toEqual({ redirect: [true, 'not loaded'], frame: [true, 'loaded'] })
  expect(server.requests).toEqual([])
})

/** Of a `GeolocationPositionError`. */
const PERMISSION_DENIED = 1

test('no permission is granted, asked for or looked up, in whatever window', async ({ start, program }) => {
  const { app, page, person } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const states = async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
      'midi',
      'storage-access',
    ]
    const query = async (name: string) =>
      await navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state)
    return [...new Set(await Promise.all(names.map(query)))]
  }
  expect(await page.evaluate(states)).toEqual(['denied'])
  const granted = await page.evaluate(async () => {
    const outcome = async (ask: () => Promise<unknown>) =>
      await ask().then(
        () => 'granted',
        () => 'refused',
      )
    return {
      notifications: await Notification.requestPermission(),
      clipboard: await outcome(() => navigator.clipboard.readText()),
      camera: await outcome(() => navigator.mediaDevices.getUserMedia({ video: true })),
      place: await outcome(
        () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
    }
  })
  expect(granted).toEqual({
    notifications: 'denied',
    clipboard: 'refused',
    camera: 'refused',
    place: 'refused',
  })
  const elsewhere = await app.evaluate(
    async ({ BrowserWindow }, [url, code]) => {
      const other = new BrowserWindow({ show: false })
      await other.loadURL(url)
      const place = `new Promise((resolve) => navigator.geolocation.getCurrentPosition(resolve, ({ code }) => resolve(code)))`
      const run = async (script: string) =>
        (await other.webContents.executeJavaScript(script, true)) as unknown
      const outcome = [await run(`(${code})()`), await run(place)]
      other.destroy()
      return outcome
    },
    [`file://${join(program.app, 'out/renderer/index.html')}`, states.toString()] as const,
  )
  expect(elsewhere).toEqual([['denied'], PERMISSION_DENIED])
})

test('what gets into the page as text is not run, and a frame within it is not loaded and has no bridge', async ({
  start,
}) => {
  const { page, person } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const found = await page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      violations.push(effectiveDirective),
    )
    const refused = (insert: () => void) => {
      try {
        insert()
        return false
      } catch (thrown) {
        return thrown instanceof TypeError
      }
    }
    const script = document.createElement('script')
    const assigned = [
      refused(() => (document.createElement('div').innerHTML = '<img src=x onerror="window.ran = 1">')),
      refused(() => (script.textContent = 'window.ran = 1')),
      refused(() => script.setAttribute('src', 'data:text/javascript,window.ran=1')),
    ]
    const image = new Image()
    const refusedImage = new Promise((resolve) => image.addEventListener('error', resolve))
    image.src = 'http://127.0.0.1:1/pixel'
    // Not made by `createElement`, which hands the nonce to what Naive UI makes.
    const style = document.createElementNS('http://www.w3.org/1999/xhtml', 'style')
    style.append('body { display: none }')
    document.body.append(image, style)
    document.body.setAttribute('style', 'display: none')
    await refusedImage
    return { assigned, ran: 'ran' in window, violations, hidden: getComputedStyle(document.body).display }
  })
  expect(found).toMatchObject({ assigned: [true, true, true], ran: false })
  expect(found.hidden).not.toBe('none')
  expect(found.violations).toEqual(
    expect.arrayContaining(['require-trusted-types-for', 'img-src', 'style-src-elem', 'style-src-attr']),
  )
  const framed = await page.evaluate(async () => {
    const violated = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      })
    })
    const [, empty] = ['/index.html', undefined].map((address) => {
      const frame = document.createElement('iframe')
      if (address) frame.src = address
      document.body.append(frame)
      return frame
    })
    return { directive: await violated, bridge: 'webitel' in (empty?.contentWindow ?? {}) }
  })
  expect(framed).toEqual({ directive: 'frame-src', bridge: false })
  // What was refused comes to show an error page, of another origin: its document can't be reached.
  const reachable = () => page.evaluate(() => document.querySelector('iframe')?.contentDocument !== null)
  await expect.poll(reachable).toBe(false)
})

const TYPES: Readonly<Record<string, RegExp>> = {
  html: /^text\/html; charset=utf-8$/,
  js: /^text\/javascript; charset=utf-8$/,
  css: /^text\/css; charset=utf-8$/,
  woff2: /^font\/woff2$/,
}

test('app:// has each file of the bundle, of its type, under a strict policy, to be read and of our origin alone, and nothing beside it', async ({
  start,
}) => {
  const { app, page, person } = await start()
  await expect(signInScreen(person)).toBeVisible()
  const folder = join(CHECKOUT, 'out/renderer')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
  const answers = await page.evaluate(async (all) => {
    const look = async (path: string) => {
      const { status, headers } = await fetch(path)
      return {
        path,
        status,
        type: headers.get('content-type') ?? '',
        sniff: headers.get('x-content-type-options'),
      }
    }
    return await Promise.all(all.map(look))
  }, paths)
  for (const { path, status, type, sniff } of answers) {
    expect({ path, status, sniff }).toEqual({ path, status: 200, sniff: 'nosniff' })
    expect(type, path).toMatch(TYPES[path.split('.').at(-1) ?? ''] ?? /^never$/)
  }
  const others = await app.evaluate(async ({ session }) => {
    const own = session.fromPartition('page')
    const status = async (url: string, method = 'GET') => (await own.fetch(url, { method })).status
    return {
      elsewhere: [
        await status('app://other/index.html'),
        await status('app://webitel-tokens.example/index.html'),
      ],
      methods: [await status('app://webitel-tokens/index.html', 'POST')],
      ours: await status('app://webitel-tokens/index.html'),
    }
  })
  expect(others).toEqual({ elsewhere: [404, 404], methods: [404], ours: 200 })
  const { policy, beside } = await page.evaluate(async () => {
    const status = async (path: string) => (await fetch(path)).status
    const index = await fetch('/index.html')
    return {
      policy: index.headers.get('content-security-policy') ?? '',
      beside: await Promise.all(
        [
          '/../main/index.js',
          '/%2e%2e/main/index.js',
          '/..%2fmain%2findex.js',
          '/%5c..%5cmain',
          '/nothing.js',
          '/',
        ].map(status),
      ),
    }
  })
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect(beside).toEqual([404, 404, 404, 404, 404, 404])
})

/** In the place of the program that opens things on Linux: notes what it is asked to. */
async function trapOpener(folder: string): Promise<{ path: string; opened: () => Promise<string> }> {
  const notes = join(folder, 'opened')
  const program = join(folder, 'xdg-open')
  await writeFile(program, `#!/bin/sh\necho "$1" >> '${notes}'\n`, { mode: 0o755 })
  const path = `${folder}:${process.env['PATH']}`
  return { path, opened: async () => await readFile(notes, 'utf8').catch(() => '') }
}

test('nothing is handed to another program: no link, no address, no text', async ({ start, folder }) => {
  const { path, opened } = await trapOpener(folder)
  const { app, page, person } = await start({ env: { PATH: path } })
  await expect(signInScreen(person)).toBeVisible()
  await app.evaluate(({ BrowserWindow }) => {
    const tries: string[] = []
    Object.assign(globalThis, { tries })
    const [window] = BrowserWindow.getAllWindows()
    window?.webContents.on('will-frame-navigate', ({ url }) => void tries.push(url))
  })
  const tries = () => app.evaluate(() => (globalThis as unknown as { tries: string[] }).tries)
  const last = 'https://example.com/last'
  const addresses = ['mailto:a@b', 'tel:1', 'file:///etc/passwd', 'ms-settings:', 'smb://host/share', last]
  for (const address of addresses)
    await page.evaluate((href) => {
      window.open(href)
      for (const target of ['_blank', '_self']) {
        const link = Object.assign(document.createElement('a'), { href, target })
        document.body.append(link)
        link.click()
      }
    }, address)
  // All before it have been dealt with too.
  await expect.poll(tries).toContain(last)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  // It would notice one, and it is the first.
  await app.evaluate(({ shell }) => shell.openExternal('https://example.com/by-the-test'))
  await expect.poll(opened).toBe('https://example.com/by-the-test\n')
})
