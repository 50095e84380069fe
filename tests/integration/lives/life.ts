import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Bridge, EventChannel, Events } from '../../../src/contract/index.ts'
import type { KeychainAsk } from '../../../src/main/keychain/messages.ts'
import type { KeychainProcess } from '../../../src/main/keychain/turns.ts'
import type { FileAnswer } from '../../../src/main/reveal/file-process.ts'
import type { FileProcess } from '../../../src/main/reveal/file-writer.ts'
import { saveSecret } from '../../../src/main/reveal/save.ts'
import { writeWhole } from '../../../src/main/reveal/write-file.ts'
import { createServices } from '../../../src/main/services.ts'
import { putFile } from '../../../src/main/storage/put-file.ts'
import { createStorage } from '../../../src/main/storage/storage.ts'
import type { Surroundings } from '../../../src/main/surroundings.ts'
import { settleCreate } from '../../../src/main/tokens/settle-create.ts'
import type { Fetch } from '../../../src/main/webitel/wire.ts'
import { bridgeTo, TIMEOUTS } from '../windowless.ts'
import type { Desktop } from './desktop.ts'
import { createGate, type Cut, type Gate } from './gate.ts'

/** Milliseconds by which a keychain is late. */
const LATE_MS = 4

export interface LifeOptions {
  readonly cut?: Cut
  /** Before it is sent. @returns what takes the status of the answer */
  readonly onRequest: (request: Request) => Promise<(status: number) => void>
  readonly onEvent: <Channel extends EventChannel>(channel: Channel, event: Events[Channel]) => void
}

/** One start of the application to its end: main's services, on what outlives them. */
export interface Life {
  readonly bridge: Bridge
  readonly gate: Gate
  /** As the person closes it, who is asked about nothing, or says **Close anyway**. */
  readonly close: () => Promise<void>
  /** As the desktop session ends it. */
  readonly end: () => Promise<void>
}

export function beginLife(desktop: Desktop, { cut, onRequest, onEvent }: LifeOptions): Life {
  const gate = createGate(cut)
  const { folder } = desktop
  const storage = createStorage({
    folder,
    onUnsaved: () => undefined,
    put: (path, text) => gate.passNow(() => putFile(path, text)),
  })
  const services = createServices({
    folder,
    storage,
    around: surroundingsOf(desktop, gate, onRequest),
    send: (channel, event) => gate.isOpen() && onEvent(channel, structuredClone(event)),
    problems: { take: () => undefined } as never,
    reports: { folder, count: () => 0 } as never,
    visit: () => Promise.reject(new Error('There is no provider')),
    close: () => undefined,
    onReveal: () => gate.isOpen() && onEvent('reveal:changed', null),
  })
  const { clock, reveals, jobs, creation, session } = services
  const bridge = bridgeTo(services, new Map())

  async function written(waits: () => Promise<unknown> | undefined): Promise<void> {
    for (let pending = waits(); pending && gate.isOpen(); pending = waits()) {
      await Promise.race([pending, gate.closed])
      await new Promise(setImmediate)
    }
    gate.close()
  }

  return {
    bridge,
    gate,
    async close() {
      await Promise.race([
        settleCreate({ creation, session, giveUp: services.signingIn.giveUp, mayGiveUp: () => true }),
        gate.closed,
      ])
      const copies = clock.state().map(({ id }) => id)
      if (copies.length > 0) await Promise.race([clock.clear(copies).catch(clock.keep), gate.closed])
      await written(services.underWay)
    },
    async end() {
      jobs.abandon()
      await Promise.race([reveals.clearCopiesBeforeExit().catch(() => undefined), gate.closed])
      await written(services.pendingWrites)
    },
  }
}

function surroundingsOf(desktop: Desktop, gate: Gate, onRequest: LifeOptions['onRequest']): Surroundings {
  const { clipboard } = desktop
  const through: Fetch = (request) =>
    gate.pass(async () => {
      const answered = await onRequest(request)
      const response = await fetch(request)
      answered(response.status)
      return response
    })
  let files = 0
  return {
    info: () => ({ version: '0', electron: '', chrome: '', node: '', platform: 'linux', locale: 'en' }),
    log: join(desktop.folder, 'main.log'),
    transports: () => ({ fetch: through, fetchOnce: through }),
    spawnKeychain: () => keychainProcess(desktop, gate),
    spawnFileWriter: () => fileProcess(gate),
    clipboard: {
      writeText: (text) => gate.pass(async () => await clipboard.writeText(text)),
      readText: () => gate.pass(async () => await clipboard.readText()),
      clearIf: (isIt) => gate.pass(() => clipboard.clearIf(isIt)),
      clearSelectionIf: (isIt) => gate.pass(() => clipboard.clearSelectionIf(isIt)),
    },
    saver: (_, write) => (secret, usage, as, onLate) => {
      files += 1
      const path = join(desktop.saved, `${gate.effects()}-${files}.txt`)
      const folder = { get: () => desktop.saved, set: () => undefined }
      return saveSecret(secret, usage, { ask: async () => path, folder, as, write, onLate })
    },
    timeouts: TIMEOUTS,
    pauses: [0, 5, 15],
  }
}

/** It answers as the keychain's mood is, and no more once its life is over. */
function keychainProcess({ keychain }: Desktop, gate: Gate): KeychainProcess {
  let answer: Parameters<KeychainProcess['onAnswer']>[0] = () => undefined
  let beat: Parameters<KeychainProcess['onBeat']>[0] = () => undefined

  async function reply(ask: KeychainAsk): Promise<void> {
    const { id } = ask
    beat({ id, waitedMs: 0 })
    const mood = keychain.mood()
    if (mood === 'late') await pause(LATE_MS)
    const said = await gate.pass(async () => (mood === 'hangs' ? undefined : keychain.perform(ask)))
    if (said && mood !== 'hangs, done') answer(said)
    else beat({ id, waitedMs: 120_000 })
  }

  return {
    post: (ask) => void reply(ask),
    onBeat: (listener) => void (beat = listener),
    onAnswer: (listener) => void (answer = listener),
    onExit: () => undefined,
    kill: () => undefined,
  }
}

function fileProcess(gate: Gate): FileProcess {
  let answer: (said: FileAnswer) => void = () => undefined
  return {
    post: ({ path, text }) => void gate.pass(() => writeWhole(path, text)).then((said) => answer(said)),
    onBeat: () => undefined,
    onAnswer: (listener) => void (answer = listener),
    onExit: () => undefined,
    kill: () => undefined,
  }
}
