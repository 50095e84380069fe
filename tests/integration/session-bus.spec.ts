import { sessionBus } from 'dbus-native'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { listen, onBus } from '../../src/main/keychain/session-bus.ts'
import { startBus } from '../../tools/linux/bus.ts'

const SIGNALS = { path: '/prompt/p1', interface: 'org.freedesktop.Secret.Prompt', member: 'Completed' }

describe.runIf(process.platform === 'linux')('the bus of the person', () => {
  it('passes on what a service tells everybody, as KWallet and KeePassXC do, of that object alone', async () => {
    const bus = await startBus()
    onTestFinished(bus.stop)
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', bus.address)
    onTestFinished(() => void vi.unstubAllEnvs())
    const service = sessionBus({ busAddress: bus.address })
    onTestFinished(() => service.close())
    const heard = await onBus(async (mine) => {
      const { heard: next } = await listen(mine, SIGNALS)
      for (const path of ['/prompt/p2', SIGNALS.path])
        service.sendSignal(path, SIGNALS.interface, SIGNALS.member, 's', [path])
      return await next
    })
    expect(heard).toMatchObject({ 0: [SIGNALS.path] })
  })
})
