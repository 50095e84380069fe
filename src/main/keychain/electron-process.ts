import { utilityProcess } from 'electron'
import { join } from 'node:path'
import { isBeat } from '../limits/beats.ts'
import type { KeychainMessage } from './messages.ts'
import type { KeychainProcess } from './turns.ts'

/** @param folder where the built `keychain-process.js` lies */
export function spawnKeychainProcess(folder: string): KeychainProcess {
  const child = utilityProcess.fork(join(folder, 'keychain-process.js'), [], {
    serviceName: 'Keychain',
    stdio: 'ignore',
  })
  return {
    post: (ask) => child.postMessage(ask),
    onBeat: (listener) =>
      void child.on('message', (message: KeychainMessage) => isBeat(message) && listener(message)),
    onAnswer: (listener) =>
      void child.on('message', (message: KeychainMessage) => !isBeat(message) && listener(message)),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  }
}
