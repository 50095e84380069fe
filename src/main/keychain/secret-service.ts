import type { MessageBus } from 'dbus-native'
import { listen, onBus } from './session-bus.ts'

const NAME = 'org.freedesktop.secrets'
const COLLECTION = 'org.freedesktop.Secret.Collection'
const PROMPT = 'org.freedesktop.Secret.Prompt'
/** In place of an object: there is none. */
const NOTHING = '/'

/**
 * What keytar can't tell of the keyrings of Linux: to it a locked one is an empty one. Asked without making the system ask
 * the person for a password (docs/adr/0016). https://specifications.freedesktop.org/secret-service-spec/latest/
 *
 * @throws Error each, where no Secret Service can be asked
 */
export const secretService = {
  /** Whether there is a keyring to keep something in, and it is open. */
  isOpen: async (): Promise<boolean> => await onBus(isOpen),

  /** Whether an entry is there, readable or not, or may be: "there is none" holds of an open keyring alone. */
  mayHold: async (service: string, account: string): Promise<boolean> =>
    await onBus(async (bus) => (await isThere(bus, { service, account })) || !(await isOpen(bus))),

  /** Has the system ask the person for the password, of a keyring yet to be made too. @returns whether it is open now */
  unlock: async (): Promise<boolean> =>
    await onBus(async (bus) => {
      const keyring = await defaultKeyring(bus)
      const prompt = await (keyring === undefined ? making(bus) : opening(bus, keyring))
      if (prompt !== NOTHING) await answered(bus, prompt)
      return await isOpen(bus)
    }),
}

async function isOpen(bus: MessageBus): Promise<boolean> {
  const keyring = await defaultKeyring(bus)
  return keyring !== undefined && !(await isLocked(bus, keyring))
}

const ask = async <T>(bus: MessageBus, member: string, signature: string, ...body: unknown[]): Promise<T> =>
  await bus.invoke<T>({
    destination: NAME,
    path: '/org/freedesktop/secrets',
    interface: 'org.freedesktop.Secret.Service',
    member,
    signature,
    body,
  })

/** The one that keytar writes to. There is none where nobody kept anything yet, or KeePassXC has no database open. */
async function defaultKeyring(bus: MessageBus): Promise<string | undefined> {
  const path = await ask<string>(bus, 'ReadAlias', 's', 'default')
  return path === NOTHING ? undefined : path
}

const isLocked = async (bus: MessageBus, path: string): Promise<boolean> =>
  await bus.invoke<boolean>({
    destination: NAME,
    path,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [COLLECTION, 'Locked'],
  })

async function isThere(bus: MessageBus, entry: Readonly<Record<string, string>>): Promise<boolean> {
  const [open, locked] = await ask<[string[], string[]]>(bus, 'SearchItems', 'a{ss}', entry)
  return open.length + locked.length > 0
}

/** @returns the object that asks the person; `/` when there is nothing to be asked */
async function opening(bus: MessageBus, keyring: string): Promise<string> {
  const [, prompt] = await ask<[string[], string]>(bus, 'Unlock', 'ao', [keyring])
  return prompt
}

/** The same for a new one, which libsecret would make, too, when something is to be kept; but not within seconds. */
async function making(bus: MessageBus): Promise<string> {
  const label = { [`${COLLECTION}.Label`]: 'Default keyring' }
  const [, prompt] = await ask<[string, string]>(bus, 'CreateCollection', 'a{sv}s', label, 'default')
  return prompt
}

/** Resolves when the person has answered, or nobody is left who could have asked them. */
async function answered(bus: MessageBus, path: string): Promise<void> {
  const completed = await listen(bus, { path, interface: PROMPT, member: 'Completed' })
  const gone = await listen(bus, {
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'NameOwnerChanged',
    arg0: NAME,
  })
  const ended = new Promise((resolve) => bus.connection.once('close', resolve))
  // No window of ours is named: where X11 and Wayland differ, the system places its own.
  await bus.invoke({
    destination: NAME,
    path,
    interface: PROMPT,
    member: 'Prompt',
    signature: 's',
    body: [''],
  })
  await Promise.race([completed.heard, gone.heard, ended])
}
