import { useEventListener } from '@vueuse/core'
import { watch } from 'vue'
import type { ErrorCode } from '../../contract/index.ts'

/** The network or the server is not there: nothing that was asked for has arrived. */
const ABSENT: ReadonlySet<ErrorCode> = new Set(['offline', 'unreachable'])
export const isAbsent = (code: ErrorCode | undefined): boolean => code !== undefined && ABSENT.has(code)

/** Milliseconds before it is looked again; each time twice as long, up to the longest. */
const FIRST = 2000
const LONGEST = 30_000

interface Options {
  readonly absent: () => boolean
  /** A small question. @returns whether anybody answered */
  readonly look: () => Promise<boolean>
  /** There is an answer again: what failed can be read again. */
  readonly back: () => void
}

/** Looks whether the server can be reached again for as long as it can't, and at once when the system has a network again. */
export function useReconnect({ absent, look, back }: Options): void {
  let lookNow: () => void = () => undefined

  watch(
    absent,
    (away, _, onCleanup) => {
      if (!away) return
      const looking = lookUntil(look, back)
      lookNow = looking.now
      onCleanup(looking.end)
    },
    { immediate: true },
  )
  useEventListener('online', () => lookNow())
}

/** @returns what looks at once, and what ends it */
function lookUntil(look: () => Promise<boolean>, back: () => void) {
  let timer: ReturnType<typeof setTimeout>
  let delay = FIRST
  let ended = false

  async function now(): Promise<void> {
    clearTimeout(timer)
    if (ended) return
    const answered = await look()
    if (ended) return
    if (answered) back()
    delay = Math.min(delay * 2, LONGEST)
    // Reading again may fail too.
    wait()
  }
  function wait(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void now(), delay)
  }
  function end(): void {
    ended = true
    clearTimeout(timer)
  }

  wait()
  return { now: () => void now(), end }
}
