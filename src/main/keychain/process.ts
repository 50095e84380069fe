/**
 * The process that talks to the OS keychain, apart from main: with a Secret Service that hangs, keytar's calls block
 * libuv's threads, file access and even exit for 25 s. Main kills this process instead (docs/adr/0002).
 */
import type Keytar from 'keytar'
import type { KeychainAnswer, KeychainAsk } from './messages.ts'

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

async function answer(ask: KeychainAsk): Promise<KeychainAnswer> {
  try {
    if (ask.kind === 'list') return { id: ask.id, ok: true, secret: null, accounts: await accounts(ask) }
    return { id: ask.id, ok: true, secret: await perform(ask) }
  } catch (thrown) {
    // libsecret's words; that of Windows and macOS name a status and are about a missing or refused keychain.
    const locked = /lock|dismissed|denied|interaction/i.test(String(thrown))
    return { id: ask.id, ok: false, state: locked ? 'locked' : 'absent' }
  }
}

process.parentPort.on('message', ({ data }: { data: KeychainAsk }) => {
  void answer(data).then((message) => process.parentPort.postMessage(message))
})
