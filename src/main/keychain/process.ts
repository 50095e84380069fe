/**
 * The process that talks to the OS keychain, apart from main: with a Secret Service that hangs, keytar's calls block
 * libuv's threads, file access and even exit for 25 s. Main kills this process instead (docs/adr/0002).
 */
import { createAnswer, TALKATIVE } from './answer.ts'
import type { KeychainAsk } from './messages.ts'
import { secretService } from './secret-service.ts'

const answer = createAnswer(
  async () => (await import('keytar')).default,
  process.platform === 'linux' ? secretService : TALKATIVE,
)

process.parentPort.on('message', ({ data }: { data: KeychainAsk }) => {
  void answer(data).then((message) => process.parentPort.postMessage(message))
})
