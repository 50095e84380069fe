import { connectBus, type Bus } from './dbus/connection.ts'

const SERVICE = { destination: 'org.freedesktop.secrets', path: '/org/freedesktop/secrets' } as const
const NOTHING = '/'

/**
 * Whether the keyring that keytar writes to is locked, asked without making the system ask the person for its password.
 * keytar can't tell: a locked Secret Service answers it with "there is no such entry", deletes nothing without a word, and
 * a listing ends its process (docs/adr/0016).
 *
 * @returns false also where there is no Secret Service: keytar then says why
 */
export async function isLocked(): Promise<boolean> {
  return await onBus(async (bus) => {
    const keyring = await defaultKeyring(bus)
    return keyring !== undefined && (await lockOf(bus, keyring))
  }, false)
}

/** Has the system ask the person for the keyring's password, where it knows how. @returns whether it is open now */
export async function unlock(): Promise<boolean> {
  return await onBus(async (bus) => {
    const keyring = await defaultKeyring(bus)
    if (keyring === undefined) return true
    const prompt = await promptFor(bus, keyring)
    if (prompt !== NOTHING) await answered(bus, prompt)
    return !(await lockOf(bus, keyring))
  }, false)
}

async function onBus<T>(work: (bus: Bus) => Promise<T>, otherwise: T): Promise<T> {
  let bus: Bus | undefined
  try {
    bus = await connectBus()
    return await work(bus)
  } catch {
    return otherwise
  } finally {
    bus?.close()
  }
}

async function defaultKeyring(bus: Bus): Promise<string | undefined> {
  const interfaceName = 'org.freedesktop.Secret.Service'
  const body = await bus.call({
    ...SERVICE,
    interface: interfaceName,
    member: 'ReadAlias',
    signature: 's',
    args: ['default'],
  })
  const path = body.text()
  return path === NOTHING ? undefined : path
}

async function lockOf(bus: Bus, keyring: string): Promise<boolean> {
  const body = await bus.call({
    ...SERVICE,
    path: keyring,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    args: ['org.freedesktop.Secret.Collection', 'Locked'],
  })
  // A variant: its type, then the truth as a number.
  return body.signature() === 'b' && body.number() === 1
}

/** @returns the object that asks the person; `/` when there is nothing to be asked */
async function promptFor(bus: Bus, keyring: string): Promise<string> {
  const body = await bus.call({
    ...SERVICE,
    interface: 'org.freedesktop.Secret.Service',
    member: 'Unlock',
    signature: 'ao',
    args: [keyring],
  })
  skipList(body)
  return body.text()
}

function skipList(body: Awaited<ReturnType<Bus['call']>>): void {
  const length = body.number()
  const end = body.at() + length
  while (body.at() < end) body.text()
}

/** Resolves when the person has answered, or there is nobody who could ask them. */
async function answered(bus: Bus, prompt: string): Promise<void> {
  const completed = bus.signal(prompt, 'Completed')
  await bus.call({
    ...SERVICE,
    path: prompt,
    interface: 'org.freedesktop.Secret.Prompt',
    member: 'Prompt',
    signature: 's',
    // No window of ours is named: where X11 and Wayland differ, the system places its own.
    args: [''],
  })
  await completed
}
