import { expect, test, type Running } from './support/fixtures.ts'
import { settled } from './support/registry.ts'

test.use({ sandbox: true })

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
