import type { KeychainAnswer, KeychainAsk, KeychainBeat } from '../../../../src/main/keychain/messages.ts'
import type { KeychainProcess } from '../../../../src/main/keychain/turns.ts'
import { BEAT_MS } from '../../../../src/main/limits/beats.ts'

/** A process that answers when it is told to. */
export interface FakeProcess {
  readonly asks: KeychainAsk[]
  answer: (answer: KeychainAnswer) => void
  beat: (beat: KeychainBeat) => void
  exit: () => void
  killed: boolean
}

/**
 * Processes that answer only when they are told to.
 *
 * @param awake whether they begin each call at once and beat until it is answered, as on an idle computer
 */
export function fakeProcesses(awake = true) {
  const spawned: FakeProcess[] = []
  const spawn = (): KeychainProcess => {
    const fake: FakeProcess = {
      asks: [],
      answer: () => undefined,
      beat: () => undefined,
      exit: () => undefined,
      killed: false,
    }
    let beats: ReturnType<typeof setInterval> | undefined
    spawned.push(fake)
    return {
      post(ask) {
        fake.asks.push(ask)
        if (!awake) return
        let waitedMs = 0
        fake.beat({ id: ask.id, waitedMs })
        clearInterval(beats)
        beats = setInterval(() => fake.beat({ id: ask.id, waitedMs: (waitedMs += BEAT_MS) }), BEAT_MS)
      },
      onBeat: (listener) => void (fake.beat = listener),
      onAnswer: (listener) =>
        void (fake.answer = (answer) => {
          clearInterval(beats)
          listener(answer)
        }),
      onExit: (listener) => void (fake.exit = listener),
      kill() {
        clearInterval(beats)
        fake.killed = true
      },
    }
  }
  return { spawned, spawn }
}
