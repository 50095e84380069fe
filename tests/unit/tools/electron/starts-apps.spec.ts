import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resolveElectron } from '../../../../tools/electron/resolve.ts'
import { HANG_MS } from '../../../../tools/limits.ts'
import { startDisplay, type Display } from '../../../../tools/linux/display.ts'
import { cleaning } from '../cleaning.ts'
import { present } from '../present.ts'

const { folder } = cleaning()
const run = promisify(execFile)

/** Does at its module level what is refused once Electron is ready, and then shows a window. */
const MAIN = `
import { app, BrowserWindow, protocol } from 'electron'
protocol.registerSchemesAsPrivileged([{ scheme: 'tiny', privileges: { standard: true } }])
const names = { name: app.getName(), version: app.getVersion(), path: app.getAppPath(), data: app.getPath('userData') }
void app.whenReady().then(async () => {
  protocol.handle('tiny', () => new Response('<title>shown</title>', { headers: { 'content-type': 'text/html' } }))
  const window = new BrowserWindow()
  await window.loadURL('tiny://app/')
  console.log('TOLD' + JSON.stringify({ ...names, title: window.getTitle(), required: globalThis.required }))
  app.exit(0)
})`

describe.runIf(process.platform !== 'linux' || present('Xvfb'))('the Electron in use', () => {
  let display: Display | undefined
  beforeAll(async () => {
    if (process.platform === 'linux') display = await startDisplay('800x600x24')
  })
  afterAll(async () => await display?.stop())

  const electron = async (...args: readonly string[]): Promise<string> => {
    const env = { ...process.env, ...(display ? { DISPLAY: display.name } : {}) }
    const { stdout } = await run(resolveElectron().executable, [...args, '--no-sandbox'], {
      env,
      timeout: HANG_MS,
    })
    return stdout
  }
  const told = async (...args: readonly string[]): Promise<Record<string, string>> =>
    JSON.parse(/TOLD(.*)/.exec(await electron(...args))?.[1] ?? '{}')

  async function app(manifest: object): Promise<{ path: string; data: string }> {
    const path = join(await folder(), 'app')
    await mkdir(path)
    await writeFile(
      join(path, 'package.json'),
      JSON.stringify({ type: 'module', main: 'main.js', ...manifest }),
    )
    await writeFile(join(path, 'main.js'), MAIN)
    return { path, data: join(path, 'data') }
  }

  it('runs a folder: its main before ready, under its names, in the profile folder that is named', async () => {
    const { path, data } = await app({ name: 'tiny', productName: 'Tiny App', version: '4.5.6' })
    expect(await told(path, `--user-data-dir=${data}`)).toEqual({
      name: 'Tiny App',
      version: '4.5.6',
      path,
      data,
      title: 'shown',
    })
    expect(existsSync(data)).toBe(true)
  })

  it('runs a folder that says neither name nor version', async () => {
    const { path, data } = await app({})
    expect(await told(path, `--user-data-dir=${data}`)).toMatchObject({ path, title: 'shown' })
  })

  it('runs a file, and first the modules to require', async () => {
    const { path, data } = await app({})
    const module = join(path, 'first.cjs')
    await writeFile(module, 'globalThis.required = "first"')
    const file = join(path, 'main.js')
    expect(await told('-r', module, file, `--user-data-dir=${data}`)).toMatchObject({
      required: 'first',
      title: 'shown',
    })
  })

  it('says its version', async () => {
    expect(await electron('--version')).toContain(`v${resolveElectron().version}`)
  })
})
