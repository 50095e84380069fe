import { useI18n } from 'vue-i18n'
import type { LostCreate, LostReason, SecretUse } from '../../contract/index.ts'
import { cut, plain } from '../ui/plain.ts'
import { useUsage } from './usage.ts'

/** The message for each reason. */
export const LOST_SENTENCES: Readonly<Record<LostReason, string>> = {
  server: 'lost.why.server',
  timeout: 'lost.why.timeout',
  unreadable: 'lost.why.unreadable',
  cancelled: 'lost.why.cancelled',
  connection: 'lost.why.connection',
  ended: 'lost.why.ended',
}

/** Messages for a token that this computer received: whether it was saved, copied or shown. */
export const USE_SENTENCES = {
  saved: 'lost.use.saved',
  copied: 'lost.use.copied',
  shown: 'lost.use.shown',
  unknown: 'lost.use.unknown',
} as const

/**
 * Describes why a create has no token, and which new tokens the server has now. Claims only what is certain.
 */
export function useLostWords() {
  const { t } = useI18n()
  const usage = useUsage()

  /** @param isForeign whether other people created all the new tokens */
  function words(lost: LostCreate, isForeign: boolean): string {
    const names = {
      usage: usage(lost.usage, 128),
      owner: cut(plain(lost.owner.name), 128),
    }
    if (lost.use) return joined(t(useKey(lost.use), names), isUnknown(lost) && t('lost.gone-unknown'))
    const said = lost.message && t('errors.server-words', { message: lost.message })
    return joined(
      t(LOST_SENTENCES[lost.reason], { ...names, status: lost.status ?? '' }),
      said,
      found(lost, isForeign),
    )
  }

  function found({ finding, owner }: LostCreate, isForeign: boolean): string {
    const name = { owner: cut(plain(owner.name), 128) }
    if (finding.kind === 'none') return t('lost.none', name)
    if (finding.kind === 'unknown') return t('lost.unknown', name)
    if (finding.certain) return t('lost.certain', name)
    const counted = { ...name, n: finding.count }
    return isForeign ? t('lost.others', counted, finding.count) : t('lost.new', counted, finding.count)
  }

  return words
}

const isUnknown = ({ finding }: LostCreate): boolean => finding.kind === 'unknown'

function useKey({ saved, copied, shown }: SecretUse): string {
  if (saved) return USE_SENTENCES.saved
  if (copied) return USE_SENTENCES.copied
  return shown ? USE_SENTENCES.shown : USE_SENTENCES.unknown
}

const joined = (...sentences: readonly (string | false | undefined)[]): string =>
  sentences.filter((sentence) => sentence).join(' ')
