import type { FilesState, StoredFile, UnsavedReason } from '../../contract/index.ts'
import { useAnnouncer } from './announcer.ts'
import { useBridge } from './bridge.ts'

/** If such a file is lost, defaults are not enough, so each has its own message. */
type Special = 'pending' | 'creates' | 'identity'
type Plain = Exclude<StoredFile, Special>

/** What each other file holds, as a message key. A record, so that the compiler reports a missing file. */
export const FILE_NAMES: Readonly<Record<Plain, string>> = {
  profiles: 'files.names.profiles',
  settings: 'files.names.settings',
  window: 'files.names.window',
  recent: 'files.names.recent',
  'save-folder': 'files.names.save-folder',
}
export const UNSAVED_SENTENCES: Readonly<Record<UnsavedReason, string>> = {
  full: 'files.unsaved-full',
  denied: 'files.unsaved-denied',
  failed: 'files.unsaved-failed',
}

const isPlain = (file: StoredFile): file is Plain => file in FILE_NAMES

export interface FilesNoticeOptions {
  readonly t: (key: string, named?: Readonly<Record<string, unknown>>) => string
  /** The locale of the messages. */
  readonly locale: () => string
}

/** Warns once about files that couldn't be read, and each time that writing files starts to fail. */
export function useFilesNotice({ t, locale }: FilesNoticeOptions) {
  const bridge = useBridge()
  const announcer = useAnnouncer()
  let isBehind = false

  function listOf(files: readonly Plain[]): string {
    return new Intl.ListFormat(locale()).format(files.map((file) => t(FILE_NAMES[file])))
  }

  function unsavedWords({ unsaved, reason = 'failed' }: FilesState): string[] {
    return unsaved.length > 0 ? [t(UNSAVED_SENTENCES[reason])] : []
  }

  function unreadableWords({ unreadable, isCopy }: FilesState): string[] {
    const others = unreadable.filter(isPlain)
    return [
      ...(others.length > 0 ? [t('files.unreadable', { what: listOf(others) })] : []),
      ...(unreadable.includes('pending') || unreadable.includes('creates')
        ? [t('files.unreadable-tokens')]
        : []),
      ...(unreadable.includes('identity') ? [t('files.unreadable-identity')] : []),
      ...(isCopy ? [t('files.copy')] : []),
    ]
  }

  function onChange(state: FilesState): void {
    const wasBehind = isBehind
    isBehind = state.unsaved.length > 0
    const [words] = unsavedWords(state)
    if (words !== undefined && !wasBehind) announcer.warn(words)
    if (!isBehind && wasBehind) announcer.say(t('files.saved'))
  }
  bridge.on('files:changed', onChange)

  return {
    /** Reports what happened before this page was loaded. */
    async start(): Promise<void> {
      const answer = await bridge.request['files:state']()
      if (!answer.ok) return
      isBehind = answer.value.unsaved.length > 0
      const words = [...unreadableWords(answer.value), ...unsavedWords(answer.value)]
      if (words.length > 0) announcer.warn(words.join(' '))
    },
  }
}
