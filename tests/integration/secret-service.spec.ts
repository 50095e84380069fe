import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { KeychainAsk } from '../../src/main/keychain/messages.ts'
import { secretService } from '../../src/main/keychain/secret-service.ts'
import { startBus, type Bus } from '../../tools/linux/bus.ts'
import { KEYRING_PASSWORD, startKeyring, type Keyring } from '../../tools/linux/keyring.ts'
import { startPrompter, type Prompter } from '../../tools/linux/prompter.ts'

const run = promisify(execFile)
const { isOpen, mayHold, unlock } = secretService

const ends: (() => Promise<void>)[] = []
let bus: Bus

const folder = async (): Promise<string> => {
  const home = await mkdtemp(join(tmpdir(), 'webitel-tokens-keyring-'))
  ends.push(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))
  return home
}
async function begin(isNew = false): Promise<Keyring> {
  const keyring = await startKeyring(bus, await folder(), isNew)
  ends.push(keyring.stop)
  return keyring
}
async function somebody(): Promise<Prompter> {
  const prompter = await startPrompter(bus)
  ends.push(prompter.stop)
  return prompter
}

type Asked =
  | { readonly kind: Exclude<KeychainAsk['kind'], 'set'>; readonly account?: string }
  | { readonly kind: 'set'; readonly account: string; readonly secret: string }
/** What main's keychain process answers. */
async function asked(ask: Asked): Promise<unknown> {
  const script = join(import.meta.dirname, 'keychain-process.ts')
  const whole = JSON.stringify({ id: 1, service: 's', account: 'a', ...ask })
  return JSON.parse((await run(process.execPath, [script, whole])).stdout)
}
const keytar = (code: string) =>
  run(process.execPath, ['-e', `require('keytar').${code}.then((v) => console.log(JSON.stringify(v)))`])

describe.runIf(process.platform === 'linux')('a real Secret Service', () => {
  beforeEach(async () => {
    bus = await startBus()
    ends.push(bus.stop)
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', bus.address)
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    for (const end of ends.splice(0).toReversed()) await end()
  })

  it('is told to be locked or not, and to hold an entry or not, without asking anybody', async () => {
    const keyring = await begin()
    await keyring.put('s', 'a', 'secret')
    expect([await isOpen(), await mayHold('s', 'a'), await mayHold('s', 'b')]).toEqual([true, true, false])
    await keyring.lock()
    expect([await isOpen(), await mayHold('s', 'a'), await mayHold('s', 'b')]).toEqual([false, true, true])
  })

  it('that is locked gives keytar no error, but "nothing": so keytar is not asked', async () => {
    const keyring = await begin()
    await keytar("setPassword('s', 'a', 'secret')")
    await keyring.lock()
    expect((await keytar("getPassword('s', 'a')")).stdout.trim()).toBe('null')
    expect((await keytar("deletePassword('s', 'a')")).stdout.trim()).toBe('false')
    await expect(keytar("setPassword('s', 'b', 'secret')")).rejects.toThrow('in a locked collection')
    await expect(keytar("findCredentials('s')")).rejects.toThrow('Command failed')
    const asks = [
      { kind: 'get' },
      { kind: 'set', account: 'b', secret: 'x' },
      { kind: 'remove' },
      { kind: 'list' },
    ]
    for (const ask of asks as Asked[]) expect(await asked(ask)).toEqual({ id: 1, ok: false, state: 'locked' })
    await keyring.unlock()
    expect(await asked({ kind: 'get' })).toEqual({ id: 1, ok: true, secret: 'secret' })
    expect(await asked({ kind: 'list' })).toEqual({ id: 1, ok: true, secret: null, accounts: ['a'] })
    expect(await asked({ kind: 'remove' })).toEqual({ id: 1, ok: true, secret: null })
    expect(await asked({ kind: 'get' })).toEqual({ id: 1, ok: true, secret: null })
    expect(await keyring.lookup('s', 'a')).toBeUndefined()
  })

  it('stays locked where nothing can ask for its password, and says so at once', async () => {
    const keyring = await begin()
    await keyring.lock()
    expect(await asked({ kind: 'unlock' })).toEqual({ id: 1, ok: false, state: 'locked' })
    expect(await isOpen()).toBe(false)
  })

  it('has the person asked by the system, and is open when they have answered', async () => {
    const keyring = await begin()
    const prompter = await somebody()
    await keyring.lock()
    const refused = unlock()
    await prompter.dismiss()
    expect(await refused).toBe(false)
    const opened = unlock()
    await prompter.answer(KEYRING_PASSWORD)
    expect(await opened).toBe(true)
    expect(await isOpen()).toBe(true)
  })

  it('that has no keyring yet can not be believed to hold nothing; the person is asked for the password of a new one', async () => {
    await begin(true)
    expect(await asked({ kind: 'get' })).toEqual({ id: 1, ok: false, state: 'locked' })
    expect(await mayHold('s', 'a')).toBe(true)
    const prompter = await somebody()
    const refused = unlock()
    await prompter.dismiss()
    expect(await refused).toBe(false)
    const made = unlock()
    await prompter.answer(KEYRING_PASSWORD)
    expect(await made).toBe(true)
    expect(await asked({ kind: 'set', account: 'a', secret: 'x' })).toEqual({ id: 1, ok: true, secret: null })
    expect(await asked({ kind: 'get' })).toEqual({ id: 1, ok: true, secret: 'x' })
  })

  it('that goes while the person is asked keeps nobody waiting', async () => {
    const keyring = await begin()
    const prompter = await somebody()
    await keyring.lock()
    const opened = unlock()
    await prompter.asked()
    keyring.kill()
    await expect(opened).rejects.toThrow('not provided')
  })

  it('that is gone, or a bus that is, is neither locked nor empty: it is absent', async () => {
    const keyring = await begin()
    keyring.kill()
    await keyring.gone()
    const absent = { id: 1, ok: false, state: 'absent' }
    for (const kind of ['get', 'remove', 'list', 'unlock'] as const)
      expect(await asked({ kind })).toEqual(absent)
    await expect(mayHold('s', 'a')).rejects.toThrow('not provided')
    for (const address of ['unix:path=/nonexistent', 'disabled:', 'unix:path=/dev/null', '']) {
      vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', address)
      vi.stubEnv('XDG_RUNTIME_DIR', '/nonexistent')
      expect(await asked({ kind: 'get' })).toEqual(absent)
    }
  })
})
