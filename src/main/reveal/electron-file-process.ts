import { utilityProcess } from 'electron'
import { join } from 'node:path'
import type { FileMessage } from './file-process.ts'
import type { FileProcess } from './file-writer.ts'

/** @param built the folder of the built `file-process.js` */
export function spawnFileProcess(built: string): FileProcess {
  const child = utilityProcess.fork(join(built, 'file-process.js'), [], {
    serviceName: 'File writer',
    stdio: 'ignore',
  })
  return {
    post: (ask) => child.postMessage(ask),
    onBeat: (listener) =>
      void child.on('message', (message: FileMessage) => typeof message === 'object' && listener(message)),
    onAnswer: (listener) =>
      void child.on('message', (message: FileMessage) => typeof message === 'string' && listener(message)),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
  }
}
