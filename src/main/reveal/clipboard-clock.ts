import { createHash } from 'node:crypto'
import type { ClipboardHold, RevealId } from '../../contract/index.ts'
import { failure } from '../failure.ts'
import { copyText, type Clipboard } from './clipboard.ts'

export interface ClipboardClock {
  /** @throws Failure `clipboard` */
  readonly copy: (id: RevealId, text: string) => Promise<void>
  /**
   * Whether the clipboard holds it, however it came there: by an earlier start, or by a key in its field. From now on it
   * is looked for as well.
   *
   * @param texts all that may be copied of it
   * @returns nothing where that can't be read
   */
  readonly adopt: (id: RevealId, texts: readonly string[]) => Promise<boolean | undefined>
  /** Counts from now on: what was copied of it is cleared then. @param onEnd it is over, in whichever way */
  readonly start: (hold: Held, seconds: number, onEnd: () => void) => void
  /** No longer counted, but remembered: it is shown again. */
  readonly stop: (id: RevealId) => void
  /** What was copied of it stays where it is. */
  readonly forget: (id: RevealId) => void
  /** Never copied; but on X11 a text is in the selection as soon as it is selected. */
  readonly deselect: (id: RevealId) => Promise<void>
  /**
   * Empties X11's selection if it holds a part of these texts: whoever marks half of a token has half of it there.
   */
  readonly deselectPartsOf: (texts: readonly string[]) => Promise<void>
  /** The computer slept, and timers with it: what should have been cleared meanwhile is cleared now. */
  readonly catchUp: () => void
  /** Looks whether another program has taken the clipboard since. @returns whether it could be read */
  readonly look: () => Promise<boolean>
  readonly state: () => readonly ClipboardHold[]
  /** What was copied of these, now. @throws Failure `clipboard` */
  readonly clear: (ids: readonly RevealId[]) => Promise<void>
  readonly keep: () => void
  /**
   * Clears the clipboard and ends no hold: the application is about to exit, and the token comes back at the next start.
   *
   * @param mayClear false for a token whose copy in the clipboard is the only one
   * @throws Error when another program holds the clipboard
   */
  readonly clearBeforeExit: (mayClear: (id: RevealId) => boolean) => Promise<void>
}

/** Of which token it is told. */
export type Held = Pick<ClipboardHold, 'id' | 'usage' | 'onlyCopy' | 'profile'>

interface Counted extends Held {
  readonly until: number
  readonly timer: NodeJS.Timeout
  readonly onEnd: () => void
}

/** Characters; what is shorter tells nothing of a token, and may be anybody's. */
const SHORTEST_PART = 4

/** Seconds until what could not be cleared is tried again. */
const AGAIN = 5

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * The way of a token over the clipboard: read back after each copy, cleared after a time, and only if it is still there.
 * Only hashes are kept here.
 */
export function createClipboardClock(
  clipboard: Clipboard,
  onChange: (holds: readonly ClipboardHold[]) => void,
): ClipboardClock {
  /** Of everything that was copied of a token: it may have been copied in several forms. */
  const copied = new Map<RevealId, Set<string>>()
  let counted: readonly Counted[] = []
  /** Whose copy the clipboard was given last. */
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

  /** @throws what the clipboard throws */
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

  /** Another program may hold the clipboard just now. */
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
      // Before: where it can't be read back it may be there all the same.
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
      // A program that owns the selection and does not answer keeps nobody from closing.
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
