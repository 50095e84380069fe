import { join } from 'node:path'
import { CHECKOUT } from '../../tools/driver/launch.ts'
import { expect, test, type Running } from './support/fixtures.ts'
import { settled } from './support/registry.ts'

/** What the page may reach of Electron: the contract, nothing more. */
test('the page holds the contract and nothing of Electron or Node', async ({ start }) => {
  const { page } = await start()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  const found = await page.evaluate(() => ({
    globals: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys(window.webitel).toSorted(),
    channels: Object.values(window.webitel.request).every((ask) => typeof ask === 'function'),
  }))
  expect(found).toEqual({ globals: [], bridge: ['on', 'request'], channels: true })
})

test('calls of another window are refused, whatever it shows', async ({ signedIn }) => {
  const { app } = signedIn
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
    join(CHECKOUT, 'out/preload/index.cjs'),
  )
  expect(outcomes).toEqual(['refused', 'refused'])
})

test('arguments that are not those of the contract are refused', async ({ signedIn }) => {
  const { page } = signedIn
  const refused = await page.evaluate(async () => {
    const request = window.webitel.request as unknown as Record<
      string,
      (...args: unknown[]) => Promise<unknown>
    >
    const attempts: [string, ...unknown[]][] = [
      ['settings:change', { theme: 'sepia' }],
      ['settings:change', { theme: 'dark', evil: true }],
      ['reveal:save', '/etc/passwd'],
      ['tokens:list', { userId: '../../admin', search: '', page: 1, size: 25 }, 1],
      ['users:read', { toString: () => '1' }, 1],
      ['jobs:start', { kind: 'delete', userId: '1', items: [] }],
      ['app:info', 'an argument'],
    ]
    const outcomes = attempts.map(async ([channel, ...args]) => {
      try {
        await request[channel]?.(...args)
        return `${channel} was answered`
      } catch {
        return 'refused'
      }
    })
    return await Promise.all(outcomes)
  })
  expect(new Set(refused)).toEqual(new Set(['refused']))
})

/** Counts the tries of the page to go somewhere. @returns each, as it was prevented or not */
async function watchTries({ app }: Running): Promise<() => Promise<boolean[]>> {
  await app.evaluate(({ BrowserWindow }) => {
    const tries: boolean[] = []
    Object.assign(globalThis, { tries })
    const [window] = BrowserWindow.getAllWindows()
    window?.webContents.on('will-frame-navigate', (event) => void tries.push(event.defaultPrevented))
  })
  return async () => await app.evaluate(() => (globalThis as unknown as { tries: boolean[] }).tries)
}

test('the page can neither be led away nor open a window, nor reach the network', async ({
  signedIn,
  server,
}) => {
  const { page, app, person } = signedIn
  await settled(person)
  server.clearRequests()
  const before = await page.evaluate(() => [location.href, performance.timeOrigin])
  const ways: readonly ((url: string) => void)[] = [
    (url) => (location.href = url),
    (url) => location.replace(url),
    (url) => location.assign(`${url}/login`),
    (url) => {
      const link = Object.assign(document.createElement('a'), { href: url })
      document.body.append(link)
      link.click()
    },
    (url) => {
      const head = Object.assign(document.createElement('meta'), {
        httpEquiv: 'refresh',
        content: `0;url=${url}`,
      })
      document.head.append(head)
    },
  ]
  const tries = await watchTries(signedIn)
  for (const [at, way] of ways.entries()) {
    await page.evaluate(way, server.url)
    await expect.poll(tries, way.toString()).toEqual(Array.from({ length: at + 1 }, () => true))
  }
  const found = await page.evaluate(async (url) => {
    const form = Object.assign(document.createElement('form'), { action: url, method: 'post' })
    document.body.append(form)
    const formRefused = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      })
    })
    form.submit()
    const directive = await formRefused
    const fails = async (work: () => Promise<unknown>) =>
      await work().then(
        () => 'reached',
        () => 'failed',
      )
    return {
      directive,
      opened: window.open(url),
      fetched: await fails(() => fetch(url)),
      socket: await fails(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(url.replace('http', 'ws'))
            socket.addEventListener('open', resolve)
            socket.addEventListener('error', reject)
          }),
      ),
    }
  }, server.url)
  expect(found).toEqual({
    directive: 'form-action',
    opened: null,
    fetched: 'failed',
    socket: 'failed',
  })
  expect(await page.evaluate(() => [location.href, performance.timeOrigin])).toEqual(before)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(server.requests).toEqual([])
})

test('app:// serves the bundle under a strict policy, and nothing beside it', async ({ start }) => {
  const { page } = await start()
  const answers = await page.evaluate(async () => {
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
  expect(answers.policy).toContain("default-src 'none'")
  expect(answers.policy).not.toContain('unsafe')
  expect(answers.beside).toEqual([404, 404, 404, 404, 404, 404])
})
