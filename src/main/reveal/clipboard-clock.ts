import { createHash } from 'node:crypto'
import type { ClipboardHold, RevealId } from '../../contract/index.ts'
import { failure } from '../failure.ts'
import { copyText, type Clipboard } from './clipboard.ts'

export interface ClipboardClock {
  /** @throws Failure `clipboard` */
  readonly copy: (id: RevealId, text: string) => Promise<void>
  /**
   * Whether the clipboard holds the token, copied in an earlier start or with the keyboard. From now on,
   * these texts count as its copies too.
   *
   * @param texts every text that may be copied of the token
   * @returns `undefined` if the clipboard can't be read
   */
  readonly adopt: (id: RevealId, texts: readonly string[]) => Promise<boolean | undefined>
  /** Starts the timer that clears its copies. @param onEnd called when they are cleared, kept or forgotten */
  readonly start: (hold: Held, seconds: number, onEnd: () => void) => void
  /** Stops the timer, because the token is shown again. Its copies stay known. */
  readonly stop: (id: RevealId) => void
  /** Forgets its copies; they stay in the clipboard. */
  readonly forget: (id: RevealId) => void
  /**
   * For a token that was never copied: on X11, selecting its text already puts the text into the selection.
   */
  readonly deselect: (id: RevealId) => Promise<void>
  /**
   * Empties X11's selection if it holds a part of these texts: selecting half of a token puts that half
   * there.
   */
  readonly deselectPartsOf: (texts: readonly string[]) => Promise<void>
  /** Called after sleep, which stops timers: clears the copies that are overdue. */
  readonly catchUp: () => void
  /** Checks what the clipboard holds now. @returns whether it could be read */
  readonly look: () => Promise<boolean>
  readonly state: () => readonly ClipboardHold[]
  /** Clears the copies of these tokens now. @throws Failure `clipboard` */
  readonly clear: (ids: readonly RevealId[]) => Promise<void>
  readonly keep: () => void
  /**
   * Clears the clipboard before the app exits, without ending any hold: the token is restored at the next
   * start.
   *
   * @param mayClear false for a token that exists only in the clipboard
   * @throws Error when another program locks the clipboard
   */
  readonly clearBeforeExit: (mayClear: (id: RevealId) => boolean) => Promise<void>
}

/** The token that a hold is about. */
export type Held = Pick<ClipboardHold, 'id' | 'usage' | 'onlyCopy' | 'profile'>

interface Counted extends Held {
  readonly until: number
  readonly timer: NodeJS.Timeout
  readonly onEnd: () => void
}

/** Characters. A shorter text reveals nothing about a token and may come from anywhere. */
const SHORTEST_PART = 4

/** Seconds before a failed clear is retried. */
const AGAIN = 5

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Tracks copied tokens. A copy is read back after it is made, and cleared after a time if the clipboard still
 * holds it. Only hashes are stored here.
 */
export function createClipboardClock(
  clipboard: Clipboard,
  onChange: (holds: readonly ClipboardHold[]) => void,
): ClipboardClock {
  /** Hashes of the texts that were copied of a token: it may have been copied in several forms. */
  const copied = new Map<RevealId, Set<string>>()
  let counted: readonly Counted[] = []
  /** The token that the clipboard held when it was last written or read. */
  let latest: RevealId | undefined

  const state = (): readonly ClipboardHold[] =>
    counted.map(({ timer: _timer, onEnd: _onEnd, ...hold }) => ({ ...hold, replaced: hold.id !== latest }))

  function set(next: readonly Counted[]): void {
    counted = next
    onChange(state())
  }

  function take(id: RevealId): Counted | undefined {
    const found = counted.find((one) => one.id === id)
    if (found) clearTimeout(found.timer)
    return found
  }

  function end(ids: readonly RevealId[]): void {
    const ended = ids.flatMap((id) => take(id) ?? [])
    for (const id of ids) copied.delete(id)
    if (ended.length === 0) return
    set(counted.filter(({ id }) => !ids.includes(id)))
    for (const { onEnd } of ended) onEnd()
  }

  /** @throws the clipboard's own error */
  async function clearTextsOf(ids: readonly RevealId[]): Promise<void> {
    const hashes = new Set(ids.flatMap((id) => [...(copied.get(id) ?? [])]))
    await clipboard.clearIf((text) => hashes.has(hashOf(text)))
  }

  /** @throws Failure `clipboard` */
  async function clear(ids: readonly RevealId[]): Promise<void> {
    try {
      await clearTextsOf(ids)
    } catch (cause) {
      throw failure('clipboard', { retryable: true, cause })
    }
    end(ids)
  }

  /** Retries later if another program locks the clipboard. */
  async function clearAtLast(id: RevealId): Promise<void> {
    await clear([id]).catch(() => {
      const late = counted.find((one) => one.id === id)
      if (late) count(late, AGAIN, late.onEnd)
    })
  }

  function count(hold: Held, seconds: number, onEnd: () => void): void {
    take(hold.id)
    const { id, usage, onlyCopy, profile } = hold
    const whose = profile === undefined ? {} : { profile }
    const timer = setTimeout(() => void clearAtLast(id), seconds * 1000)
    const until = Date.now() + seconds * 1000
    set([...counted.filter((one) => one.id !== id), { id, usage, onlyCopy, ...whose, until, timer, onEnd }])
  }

  const remember = (id: RevealId, text: string): void =>
    void copied.set(id, (copied.get(id) ?? new Set()).add(hashOf(text)))

  function give(id: RevealId | undefined): void {
    latest = id
    if (counted.length > 0) onChange(state())
  }

  function ownerOf(text: string): RevealId | undefined {
    const hash = hashOf(text)
    return [...copied].find(([, hashes]) => hashes.has(hash))?.[0]
  }

  async function look(): Promise<boolean> {
    const now = await read(clipboard)
    if (now !== undefined) give(ownerOf(now))
    return now !== undefined
  }

  return {
    async copy(id, text) {
      // Remember the text first: if reading it back fails, it may still be in the clipboard.
      remember(id, text)
      await copyText(clipboard, text)
      give(id)
    },
    async adopt(id, texts) {
      for (const text of texts) remember(id, text)
      return (await look()) ? latest === id : undefined
    },
    start: count,
    stop(id) {
      if (take(id)) set(counted.filter((one) => one.id !== id))
    },
    forget: (id) => end([id]),
    deselect: (id) => clear([id]).catch(() => end([id])),
    async deselectPartsOf(texts) {
      const isPart = (text: string) =>
        text.length >= SHORTEST_PART && texts.some((whole) => whole.includes(text))
      // Ignore errors: a program that owns the selection and doesn't respond must not block closing.
      await clipboard.clearSelectionIf(isPart).catch(() => undefined)
    },
    catchUp() {
      for (const { id } of counted.filter(({ until }) => until <= Date.now())) void clearAtLast(id)
    },
    look,
    state,
    clear,
    keep: () => end(counted.map(({ id }) => id)),
    clearBeforeExit: (mayClear) => clearTextsOf([...copied.keys()].filter(mayClear)),
  }
}

async function read(clipboard: Clipboard): Promise<string | undefined> {
  try {
    return await clipboard.readText()
  } catch {
    return undefined
  }
}
