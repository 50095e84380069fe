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

/** Milliseconds that a keychain has before the token is shown without it: a first call takes 400 ms, later ones 5 ms. */
const SHOWN_WITHIN_MS = 2000

/** Seconds that a copy which was overtaken can be shown again, where copies are never cleared. */
const SHOWN_AGAIN = 60

/**
 * Asks where to, and saves it there.
 *
 * @param onLate called with the file's name when a save that failed with `file-slow` was done after all
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
  /** Safe over a crash, or dealt with: nobody needs to ask the server for it any more. */
  readonly onSafe: (id: RevealId) => void
  /** The keychain no longer holds the secret of that record. */
  readonly onUnreadable: (record: Unreadable) => void
  /** Something was done with a token. */
  readonly onUsed: (id: RevealId, how: keyof SecretUse) => void
  /** Another one is shown, or none. */
  readonly onChange: () => void
  /** A file was written after its drive had been given up. */
  readonly onSavedLate: (saved: Events['reveal:saved-late']) => void
}

export interface Reveals {
  /** Keeps the secret over a crash, where there is a keychain: before anybody can see it, unless it takes its time. */
  readonly open: (waiting: Waiting, secret: string) => Promise<void>
  /** The one that is shown, after those of an earlier start were looked for. */
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
  /** One that was closed with nothing but a copy made, while its clock runs. */
  readonly showAgain: (id: RevealId) => void
  /** Those of earlier starts were looked for. */
  readonly restored: () => Promise<void>
  /** Whether the secret can still be read here, or when its keychain opens. */
  readonly isReadable: (id: string) => Promise<boolean>
  /** More than one token is new since that create, or that can't be told. @returns whether the token is shown, or will be */
  readonly noteAlsoNew: (id: RevealId, also: AlsoNew) => boolean
  /** The keychain may answer again: finds what it did not give before, and stores what it did not take. */
  readonly lookAgain: () => Promise<void>
  /**
   * Takes copies out of the clipboard before an exit that asks nobody: its time would never be up. A copy stays where
   * copies are never cleared, and where it is the only one: nothing would be left of that token.
   */
  readonly clearCopiesBeforeExit: () => Promise<void>
}

/**
 * The secrets that wait to be dealt with, one shown after the other. They stay here, under ids that are worthless
 * afterwards; whoever is asked to copy or save one gets it from here, never from the renderer (docs/adr/0003).
 */
export function createReveals(options: RevealsOptions): Reveals {
  const { clock, save, pending, settings, onSafe, onUnreadable, onUsed, onChange, onSavedLate } = options
  /** Closed ones had nothing but a copy made, and are gone with the clipboard's. */
  const list = createRevealList()
  const { all, waiting, read, note } = list
  /** Dealt with, while they may be looked for. */
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
      // In this order: whenever this ends, one of the two names it.
      onUnreadable(one)
      pending.drop(one.id)
    }
    for (const id of done) onSafe(id)
    if (found.length > 0) onChange()
  }

  /** The keychain has answered after the token was shown: its dialog says otherwise. */
  function keptLate(id: RevealId, kept: boolean): void {
    note(id, { kept, keeping: false })
    const reveal = all().find((one) => one.id === id)
    // The new record does not know what was done before.
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
    // However it came there: somebody may have used the keys for it.
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

/** @returns what the work came to, or `late` when it is not done in time */
const within = <T>(limitMs: number, work: Promise<T>): Promise<T | 'late'> =>
  new Promise((resolve, reject) => {
    const stop = afterAwake(limitMs, () => resolve('late'))
    void work.then(resolve, reject).finally(stop)
  })

/** Whether the clipboard still holds it after a restart. */
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

/** What was done with a token, besides that it was shown. */
const usesOf = ({ copied, savedAs }: Reveal): readonly (keyof SecretUse)[] => [
  ...(copied ? (['copied'] as const) : []),
  ...(savedAs === undefined ? [] : (['saved'] as const)),
]

/**
 * What is in the clipboard of a token that is closed, and the seconds after which it is cleared; 0 where it stays.
 *
 * @param isThere whether the clipboard holds it now; `undefined` where that can't be read
 */
function copyOf({ copied: wasCopied, savedAs }: Reveal, isThere: boolean | undefined, clearedAfter: number) {
  const copied = wasCopied || isThere === true
  // One that stays in the clipboard for good needs no clock. One that another program has taken the place of is nowhere.
  const isNowhere = isThere === false && savedAs === undefined
  const seconds = clearedAfter || (isNowhere ? SHOWN_AGAIN : 0)
  return { copied, seconds, onlyCopy: copied && savedAs === undefined && seconds > 0 }
}
