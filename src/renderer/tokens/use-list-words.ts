import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAnnouncer } from '../app/announcer.ts'
import { COLUMN_NAMES } from './columns.ts'
import type { View } from './list.ts'
import { useTokens } from './tokens.ts'

/**
 * Tells screen readers what became of the list, once each. Pages, selections, failures and empty lists say it themselves,
 * where they are shown.
 */
export function useListWords() {
  const { t, n } = useI18n()
  const announcer = useAnnouncer()
  const tokens = useTokens()

  /** There is no total: of a first page it is known whether more follows. */
  function found(): string {
    const count = n(tokens.ownRows.length)
    return tokens.next ? t('list.more-found', { n: count }) : t('list.found', { n: count })
  }

  function sorted({ sort }: View): string {
    const column = t(COLUMN_NAMES[sort.field])
    return sort.descending ? t('list.sorted-down', { column }) : t('list.sorted-up', { column })
  }

  function wordsOf(now: View, before: View): string | undefined {
    if (now.userId !== before.userId) return t('list.shown', { n: n(tokens.ownRows.length) })
    if (now.search !== before.search) return now.search === '' ? t('list.all-shown') : found()
    const { field, descending } = before.sort
    return now.sort.field === field && now.sort.descending === descending ? undefined : sorted(now)
  }

  watch(
    () => tokens.shown,
    (now, before) => {
      const words = now && before && tokens.ownRows.length > 0 ? wordsOf(now, before) : undefined
      if (words) announcer.tell(words)
    },
  )
  watch(
    () => tokens.unreadable,
    (count) => count > 0 && announcer.tell(t('list.unreadable', { n: n(count) }, count)),
  )
  return {
    refreshed: () => announcer.tell(t('list.refreshed')),
    cleared: () => announcer.tell(t('selection.cleared')),
    back: () => announcer.say(t('list.back')),
  }
}
