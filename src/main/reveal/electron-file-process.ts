import { utilityProcess } from 'electron'
import { join } from 'node:path'
import type { FileProcess } from './file-writer.ts'

/** @param built where the built `file-process.js` lies */
export function spawnFileProcess(built: string): FileProcess {
  const child = utilityProcess.fork(join(built, 'file-process.js'), [], {
    serviceName: 'File writer',
    stdio: 'ignore',
  })
  return {
    post: (ask) => child.postMessage(ask),
    onAnswer: (listener) => void child.once('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill(),
  }
}
