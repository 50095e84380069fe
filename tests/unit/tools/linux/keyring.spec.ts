import { execFile, spawnSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startBus, type Bus } from '../../../../tools/linux/bus.ts'
import { startKeyring, type Keyring } from '../../../../tools/linux/keyring.ts'
import { cleaning } from '../cleaning.ts'
import { present } from '../present.ts'

const run = promisify(execFile)
const NAMES = ['service', 'webitel', 'account', 'anna']
const { ends, folder } = cleaning()

describe.runIf(present('dbus-daemon', 'dbus-send', 'gnome-keyring-daemon', 'secret-tool'))(
  'a keyring of our own',
  () => {
    let bus: Bus
    let keyring: Keyring
    let person: string
    const env = () => ({ ...process.env, DBUS_SESSION_BUS_ADDRESS: bus.address })
    const store = (secret: string) =>
      spawnSync('secret-tool', ['store', '--label=test', ...NAMES], { env: env(), input: secret })

    beforeEach(async () => {
      person = await folder()
      vi.stubEnv('HOME', person)
      vi.stubEnv('XDG_DATA_HOME', undefined)
      bus = ends(await startBus())
      keyring = ends(await startKeyring(bus, await folder()))
    })
    afterEach(() => vi.unstubAllEnvs())

    it('is open: it keeps a secret and finds it again, asking nobody', async () => {
      expect(store('hush').status).toBe(0)
      expect(await keyring.lookup('webitel', 'anna')).toBe('hush')
      expect(await keyring.lookup('webitel', 'bert')).toBeUndefined()
    })

    it("leaves the person's folder alone", async () => {
      store('hush')
      expect(await readdir(person)).toEqual([])
    })

    it('stays dead when it was killed, and nothing takes its place', async () => {
      store('hush')
      const gone = keyring.gone()
      keyring.kill()
      await gone
      await expect(run('secret-tool', ['lookup', ...NAMES], { env: env() })).rejects.toThrow(/not provided/)
      expect(await readdir(person)).toEqual([])
    })

    it('locked it gives nothing away; unlocked it has what it had', async () => {
      store('hush')
      await keyring.lock()
      expect(await keyring.lookup('webitel', 'anna')).toBeUndefined()
      await keyring.unlock()
      expect(await keyring.lookup('webitel', 'anna')).toBe('hush')
    })

    it('answers nothing while it is suspended, and goes on afterwards', async () => {
      store('hush')
      keyring.suspend()
      const answer = keyring.lookup('webitel', 'anna')
      // A call that the bus itself answers shows that the time to answer was there.
      await run('dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', LIST], {
        env: env(),
      })
      expect(await Promise.race([answer, Promise.resolve('nothing yet')])).toBe('nothing yet')
      keyring.resume()
      expect(await answer).toBe('hush')
    })

    it('gives nothing away while it is locked', async () => {
      store('hush')
      await keyring.lock()
      expect(await lockedOnes(env())).toContain('/org/freedesktop/secrets/collection/login')
    })

    it('stops even while it is suspended', async () => {
      keyring.suspend()
      await keyring.stop()
      await expect(keyring.gone()).resolves.toBeUndefined()
    })
  },
)

const LIST = 'org.freedesktop.DBus.ListNames'

/** @returns the paths of what the service calls locked */
async function lockedOnes(env: NodeJS.ProcessEnv): Promise<string> {
  const search = 'org.freedesktop.Secret.Service.SearchItems'
  const args = ['--session', '--print-reply=literal', '--dest=org.freedesktop.secrets']
  const { stdout } = await run(
    'dbus-send',
    [...args, '/org/freedesktop/secrets', search, 'dict:string:string:account,anna'],
    { env },
  )
  const [, locked = ''] = stdout.split('array [').slice(1)
  return locked
}
