/**
 * The process that talks to the OS keychain, apart from main: with a Secret Service that hangs, keytar's calls block
 * libuv's threads, file access and even exit for 25 s. Main kills this process instead (docs/adr/0002).
 */
import type Keytar from 'keytar'
import type { KeychainAnswer, KeychainAsk } from './messages.ts'
import { isLocked, unlock } from './secret-service.ts'

const isLinux = process.platform === 'linux'

/** keytar throws at load where libsecret is missing, so it is loaded at the first use. */
const keytar = async (): Promise<typeof Keytar> => (await import('keytar')).default

async function perform(ask: KeychainAsk): Promise<string | null> {
  const { getPassword, setPassword, deletePassword } = await keytar()
  if (ask.kind === 'get') return await getPassword(ask.service, ask.account)
  if (ask.kind === 'set') await setPassword(ask.service, ask.account, ask.secret)
  else await deletePassword(ask.service, ask.account)
  return null
}

/** Names only: what they hold stays here. */
async function accounts({ service }: KeychainAsk): Promise<string[]> {
  const { findCredentials } = await keytar()
  return (await findCredentials(service)).map(({ account }) => account)
}

/** Elsewhere than on Linux the system asks by itself, when an entry is read or written. */
const opens = async (): Promise<boolean> => !isLinux || (await unlock())

async function answer(ask: KeychainAsk): Promise<KeychainAnswer> {
  const { id } = ask
  try {
    if (ask.kind === 'unlock')
      return (await opens()) ? { id, ok: true, secret: null } : { id, ok: false, state: 'locked' }
    if (isLinux && (await isLocked())) return { id, ok: false, state: 'locked' }
    if (ask.kind === 'list') return { id, ok: true, secret: null, accounts: await accounts(ask) }
    return { id, ok: true, secret: await perform(ask) }
  } catch (thrown) {
    // In the words of macOS ("User interaction is not allowed", "… canceled", "… not correct"), and of a Secret Service
    // that was locked in this moment ("… in a locked collection").
    const locked = /locked|dismissed|denied|interaction|cancel|not correct/i.test(String(thrown))
    return { id, ok: false, state: locked ? 'locked' : 'absent' }
  }
}

process.parentPort.on('message', ({ data }: { data: KeychainAsk }) => {
  void answer(data).then((message) => process.parentPort.postMessage(message))
})
