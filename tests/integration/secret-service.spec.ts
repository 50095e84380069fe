import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isLocked, unlock } from '../../src/main/keychain/secret-service.ts'
import { startBus, type Bus } from '../../tools/linux/bus.ts'
import { startDisplay } from '../../tools/linux/display.ts'
import { KEYRING_PASSWORD, startKeyring, type Keyring } from '../../tools/linux/keyring.ts'
import { startPrompter } from '../../tools/linux/prompter.ts'

const run = promisify(execFile)

describe.runIf(process.platform === 'linux')('a real Secret Service', () => {
  const ends: (() => Promise<void>)[] = []
  let bus: Bus
  let keyring: Keyring

  beforeEach(async () => {
    const home = await mkdtemp(join(tmpdir(), 'webitel-tokens-keyring-'))
    ends.push(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))
    bus = await startBus()
    ends.push(bus.stop)
    keyring = await startKeyring(bus, home)
    ends.push(keyring.stop)
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', bus.address)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    for (const end of ends.splice(0).toReversed()) await end()
  })

  it('is told to be locked or not, without asking anybody', async () => {
    expect(await isLocked()).toBe(false)
    await keyring.lock()
    expect(await isLocked()).toBe(true)
  })

  it('that is locked gives keytar no error, but "nothing": so keytar is not asked', async () => {
    const keytar = (code: string) =>
      run(process.execPath, ['-e', `require('keytar').${code}.then((v) => console.log(JSON.stringify(v)))`])
    await keytar("setPassword('s', 'a', 'secret')")
    await keyring.lock()
    expect((await keytar("getPassword('s', 'a')")).stdout.trim()).toBe('null')
    expect((await keytar("deletePassword('s', 'a')")).stdout.trim()).toBe('false')
    await expect(keytar("setPassword('s', 'b', 'secret')")).rejects.toThrow('in a locked collection')
    await expect(keytar("findCredentials('s')")).rejects.toThrow('Command failed')
    expect(await isLocked()).toBe(true)
  })

  it('stays locked where nothing can ask for its password, and says so at once', async () => {
    await keyring.lock()
    expect(await unlock()).toBe(false)
    expect(await isLocked()).toBe(true)
  })

  it('has the person asked by the system, and is open when they have answered', async () => {
    const display = await startDisplay()
    const prompter = await startPrompter(bus, display.name)
    ends.push(display.stop, prompter.stop)
    await keyring.lock()
    const refused = unlock()
    await prompter.dismiss()
    expect(await refused).toBe(false)
    const opened = unlock()
    await prompter.answer(KEYRING_PASSWORD)
    expect(await opened).toBe(true)
    expect(await isLocked()).toBe(false)
  }, 20_000)

  it('that is gone is not called locked: keytar says why it can not be used', async () => {
    keyring.kill()
    await keyring.gone()
    expect(await isLocked()).toBe(false)
    expect(await unlock()).toBe(false)
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nonexistent')
    expect(await isLocked()).toBe(false)
  })
})
