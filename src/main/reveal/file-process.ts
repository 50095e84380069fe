/**
 * Writes one file in its own process and then ends. A drive that hangs (a network share, a sleeping disk)
 * blocks the threads of this process, not the app's, and main can kill it. A worker thread writes the file,
 * so that the main thread can report how long the drive takes.
 */
import { once } from 'node:events'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { ErrorCode } from '../../contract/index.ts'
import { codeOf } from '../failure.ts'
import { withBeats, type Beat } from '../limits/beats.ts'
import type { Written } from '../storage/put-file.ts'
import { writeWhole } from './write-file.ts'

export interface FileAsk {
  readonly path: string
  readonly text: string
}
/** How the file was written, or why it failed. */
export type FileAnswer = ErrorCode | Written
/** What the process sends: beats while it writes, then its answer. */
export type FileMessage = Beat | FileAnswer

async function answer({ path, text }: FileAsk): Promise<FileAnswer> {
  try {
    return await writeWhole(path, text)
  } catch (thrown) {
    return codeOf(thrown)
  }
}

const post = (message: FileMessage): void => process.parentPort.postMessage(message)

/** @returns the thread's answer; `file` when the thread can't start, or ends without an answer */
async function answerOfThread(ask: FileAsk): Promise<FileAnswer> {
  const thread = new Worker(new URL(import.meta.url), { workerData: ask })
  const answered = once(thread, 'message').then(([said]: FileAnswer[]) => said ?? 'file')
  const ended = once(thread, 'exit').then((): FileAnswer => 'file')
  const said = Promise.race([answered, ended]).catch((): FileAnswer => 'file')
  await Promise.race([once(thread, 'online').catch(() => undefined), said])
  return await withBeats(post, () => said)
}

if (isMainThread)
  process.parentPort.once('message', ({ data }: { data: FileAsk }) => void answerOfThread(data).then(post))
else void answer(workerData as FileAsk).then((said) => parentPort?.postMessage(said))
