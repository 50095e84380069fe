import { chromium, type Page } from '@playwright/test'
import { HANG_MS } from '../limits.ts'
import { startCompanion } from '../linux/processes.ts'

export interface Packaged {
  readonly page: Page
  readonly stop: () => Promise<void>
}

/**
 * Starts a packaged application as people get it, and drives it over Chromium's own protocol: Playwright's launch of
 * Electron needs a fuse that is off there.
 */
export async function startPackaged(
  executable: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Packaged> {
  const companion = await startCompanion(executable, [...args, '--remote-debugging-port=0'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const browser = await chromium.connectOverCDP(await endpointOf(companion.child.stderr), {
    timeout: HANG_MS,
  })
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error('The application has no window.')
  const stop = async () => {
    await browser.close()
    await companion.stop()
  }
  return { page, stop }
}

async function endpointOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = ''
  return await new Promise((resolve, reject) => {
    stream?.on('data', (chunk) => {
      text += String(chunk)
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1]
      if (found) resolve(found)
    })
    stream?.once('end', () => reject(new Error(`The application ended: ${text}`)))
  })
}
