/**
 * The process that talks to the OS keychain, apart from main: with a Secret Service that hangs, keytar's calls block
 * libuv's threads, file access and even exit for 25 s. Main kills this process instead (docs/adr/0002).
 */
import { withBeats } from '../limits/beats.ts'
import { createAnswer, TALKATIVE } from './answer.ts'
import type { KeychainAsk, KeychainMessage } from './messages.ts'
import { secretService } from './secret-service.ts'

const load = async () => (await import('keytar')).default
const answer = createAnswer(load, process.platform === 'linux' ? secretService : TALKATIVE)
const post = (message: KeychainMessage): void => process.parentPort.postMessage(message)

/** Loads keytar before the call starts: the loading time must not count towards the keychain's timeout. */
async function reply(ask: KeychainAsk): Promise<void> {
  await load().catch(() => undefined)
  const { id } = ask
  post(
    await withBeats(
      (beat) => post({ id, ...beat }),
      () => answer(ask),
    ),
  )
}

process.parentPort.on('message', ({ data }: { data: KeychainAsk }) => void reply(data))
