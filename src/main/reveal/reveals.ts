import type {
  AlsoNew,
  Events,
  Reveal,
  RevealId,
  SaveForm,
  SaveOutcome,
  SecretUse,
  Settings,
} from '../../contract/index.ts'
import { afterAwake } from '../limits/awake-clock.ts'
import type { ClipboardClock } from './clipboard-clock.ts'
import { textsOf } from './forms.ts'
import { createKeeper } from './keeper.ts'
import type { Pending, Unreadable, Waiting } from './pending.ts'
import { createRevealList } from './reveal-list.ts'

/**
 * Milliseconds to wait for the keychain before the token is shown anyway. A first call takes 400 ms, later
 * ones 5 ms.
 */
const SHOWN_WITHIN_MS = 2000

/** Seconds for which a token with an overwritten copy can be shown again when clearing is off. */
const SHOWN_AGAIN = 60

/**
 * Asks the user for a file and saves the secret in it.
 *
 * @param onLate called with the file's name when a save succeeds after it failed with `file-slow`
 */
export type Save = (
  secret: string,
  usage: string,
  as: SaveForm,
  onLate: (file: string) => void,
) => Promise<SaveOutcome>

export interface RevealsOptions {
  readonly clock: ClipboardClock
  readonly save: Save
  readonly pending: Pending
  readonly settings: () => Pick<Settings, 'clipboardSeconds'>
  /** The secret survives a crash, or the user has dealt with it. Its create needs no more lookups. */
  readonly onSafe: (id: RevealId) => void
  /** The keychain no longer has the secret of that record. */
  readonly onUnreadable: (record: Unreadable) => void
  /** A token was shown, copied or saved. */
  readonly onUsed: (id: RevealId, how: keyof SecretUse) => void
  /** Another token is shown, or none, or the shown token's state has changed. */
  readonly onChange: () => void
  /** A file was written after its save had timed out. */
  readonly onSavedLate: (saved: Events['reveal:saved-late']) => void
}

export interface Reveals {
  /** Shows the secret. Stores it in the keychain first, if there is a keychain and it responds in time. */
  readonly open: (waiting: Waiting, secret: string) => Promise<void>
  /** The shown token. Waits until the tokens of earlier starts are restored. */
  readonly current: () => Promise<Reveal | undefined>
  readonly isShown: () => boolean
  /** @throws Failure `reveal-gone`, `clipboard` */
  readonly copy: (id: RevealId, textOf: (reveal: Reveal) => string) => Promise<void>
  /** @throws Failure `reveal-gone`, `file…` */
  readonly save: (id: RevealId, as: SaveForm) => Promise<SaveOutcome>
  /** @throws Failure `reveal-gone` */
  readonly read: (id: RevealId) => Reveal
  /** @throws Failure `reveal-gone` */
  readonly close: (id: RevealId) => Promise<void>
  /** Shows a closed token again that was only copied, as long as its clipboard timer runs. */
  readonly showAgain: (id: RevealId) => void
  /** Resolves when the tokens of earlier starts are restored. */
  readonly restored: () => Promise<void>
  /** Whether the app can read the secret, now or once the keychain is unlocked. */
  readonly isReadable: (id: string) => Promise<boolean>
  /**
   * Records that other tokens are new after that create, or that this is unknown. @returns whether the token
   * is shown, or waits to be shown
   */
  readonly noteAlsoNew: (id: RevealId, also: AlsoNew) => boolean
  /**
   * Called when the keychain may respond again: restores secrets that it couldn't read, and stores secrets
   * that it didn't store.
   */
  readonly lookAgain: () => Promise<void>
  /**
   * Clears copied tokens from the clipboard before the app exits without asking, because their timers would
   * never fire. Leaves copies in place when clearing is off, or when a copy is the only one: otherwise the
   * token would be lost.
   */
  readonly clearCopiesBeforeExit: () => Promise<void>
}

/**
 * The secrets that the user has not dealt with yet, shown one after the other. They stay in the main process,
 * under ids that are useless afterwards. Copying and saving read the secret here, never from the renderer
 * (docs/adr/0003).
 */
export function createReveals(options: RevealsOptions): Reveals {
  const { clock, save, pending, settings, onSafe, onUnreadable, onUsed, onChange, onSavedLate } = options
  /** Closed tokens were only copied, and are dropped when the clipboard is cleared. */
  const list = createRevealList()
  const { all, waiting, read, note } = list
  /** Tokens that the user has dealt with, so that a restore in progress does not show them again. */
  const ended = new Set<RevealId>()
  const keeper = createKeeper({ pending, isEnded: (id) => ended.has(id), onKept: onSafe })
  let restored = restore()

  async function restore(): Promise<void> {
    const { reveals, unreadable, done } = await pending.left()
    const known = new Set([...ended, ...all().map(({ id }) => id)])
    const found = await Promise.all(reveals.filter(({ id }) => !known.has(id)).map(copiedNow(clock)))
    list.add(...found)
    for (const { id } of reveals) onSafe(id)
    for (const one of unreadable.filter(({ id }) => !ended.has(id))) {
      // In this order, so that after a crash in between at least one record names the token.
      onUnreadable(one)
      pending.drop(one.id)
    }
    for (const id of done) onSafe(id)
    if (found.length > 0) onChange()
  }

  /** The keychain responded after the token was shown, so its dialog must be updated. */
  function keptLate(id: RevealId, kept: boolean): void {
    note(id, { kept, keeping: false })
    const reveal = all().find((one) => one.id === id)
    // The new record doesn't contain earlier uses.
    if (kept && reveal) for (const how of usesOf(reveal)) onUsed(id, how)
    onChange()
  }

  function end(id: RevealId): void {
    list.drop(id)
    ended.add(id)
    keeper.drop(id)
    pending.forget(id)
    onSafe(id)
  }

  async function close(id: RevealId): Promise<void> {
    // Check the clipboard: the user may have copied the secret with the keyboard.
    const isThere = await clock.adopt(id, textsOf(read(id)))
    const reveal = read(id)
    const { usage, profile } = reveal
    const whose = profile === undefined ? {} : { profile }
    const { copied, seconds, onlyCopy } = copyOf(reveal, isThere, settings().clipboardSeconds)
    list.close(id, onlyCopy ? { ...reveal, copied } : undefined)
    if (!onlyCopy) end(id)
    await clock.deselectPartsOf(textsOf(reveal))
    if (!copied) await clock.deselect(id)
    else if (seconds === 0) clock.forget(id)
    else clock.start({ id, usage, onlyCopy, ...whose }, seconds, () => onlyCopy && end(id))
    onChange()
  }

  return {
    async open(waits, secret) {
      const stored = keeper.keep(waits, secret)
      const kept = await within(SHOWN_WITHIN_MS, stored)
      list.add(revealOf(waits, secret, kept))
      onChange()
      if (kept === 'late') void stored.then((isKept) => keptLate(waits.id, isKept))
    },
    async current() {
      await restored
      const [shown] = waiting()
      if (shown) onUsed(shown.id, 'shown')
      return shown
    },
    isShown: () => waiting().length > 0,
    async copy(id, textOf) {
      await clock.copy(id, textOf(read(id)))
      note(id, { copied: true })
      onUsed(id, 'copied')
    },
    async save(id, as) {
      const { secret, usage } = read(id)
      const saved = (file: string): void => {
        note(id, { savedAs: file })
        onUsed(id, 'saved')
      }
      const outcome = await save(secret, usage, as, (file) => {
        saved(file)
        onSavedLate({ id, usage, file })
      })
      if (outcome.kind === 'saved') saved(outcome.file)
      return outcome
    },
    read,
    close,
    showAgain(id) {
      list.showAgain(id)
      clock.stop(id)
      onChange()
    },
    restored: () => restored,
    async isReadable(id) {
      await restored
      return all().some((reveal) => reveal.id === id) || pending.waits(id)
    },
    async clearCopiesBeforeExit() {
      if (settings().clipboardSeconds === 0) return
      const onlyCopies = all().filter(isOnlyCopy)
      await clock.clearBeforeExit((id) => !onlyCopies.some((reveal) => reveal.id === id))
    },
    noteAlsoNew(id, alsoNew) {
      if (!waiting().some((reveal) => reveal.id === id)) return false
      note(id, { alsoNew })
      onChange()
      return true
    },
    async lookAgain() {
      await restored
      restored = restore()
      await restored
      await keeper.keepAgain((id) => keptLate(id, true))
    },
  }
}

/** @returns the result, or `late` when the work takes longer than the limit */
const within = <T>(limitMs: number, work: Promise<T>): Promise<T | 'late'> =>
  new Promise((resolve, reject) => {
    const stop = afterAwake(limitMs, () => resolve('late'))
    void work.then(resolve, reject).finally(stop)
  })

/** Sets `copied` if the clipboard still holds the token after a restart. */
const copiedNow =
  (clock: Pick<ClipboardClock, 'adopt'>) =>
  async (reveal: Reveal): Promise<Reveal> => ({
    ...reveal,
    copied: (await clock.adopt(reveal.id, textsOf(reveal))) === true,
  })

const isOnlyCopy = ({ kept, savedAs }: Reveal): boolean => !kept && savedAs === undefined

function revealOf(waits: Waiting, secret: string, kept: boolean | 'late'): Reveal {
  const { id, usage, owner, createdAt, server, profile } = waits
  const about = { id, secret, usage, owner, createdAt, server, profile, copied: false }
  return { ...about, kept: kept === true, ...(kept === 'late' ? { keeping: true } : {}) }
}

/** How a token was used, except that it was shown. */
const usesOf = ({ copied, savedAs }: Reveal): readonly (keyof SecretUse)[] => [
  ...(copied ? (['copied'] as const) : []),
  ...(savedAs === undefined ? [] : (['saved'] as const)),
]

/**
 * The copy of a token that is being closed, and the seconds until the copy is cleared; 0 if it stays.
 *
 * @param isThere whether the clipboard holds it now; `undefined` if the clipboard can't be read
 */
function copyOf({ copied: wasCopied, savedAs }: Reveal, isThere: boolean | undefined, clearedAfter: number) {
  const copied = wasCopied || isThere === true
  // A copy that stays in the clipboard needs no timer. If the copy was overwritten and the token not saved,
  // the token exists nowhere else, so a timer keeps it for a while.
  const isNowhere = isThere === false && savedAs === undefined
  const seconds = clearedAfter || (isNowhere ? SHOWN_AGAIN : 0)
  return { copied, seconds, onlyCopy: copied && savedAs === undefined && seconds > 0 }
}
