import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { SortField } from '../../contract/index.ts'
import { useSettings } from '../settings/settings.ts'

/** What each column is called. A record, so that the compiler names one that has no words. */
export const COLUMN_NAMES: Readonly<Record<SortField, string>> = {
  usage: 'tokens.usage',
  created_at: 'tokens.created-at',
  created_by: 'tokens.created-by',
}

/** The columns of the registry by the names of their slots, and what the server calls what they are sorted by. */
const COLUMNS = [
  { key: 'usage', field: 'usage' },
  { key: 'created-at', field: 'created_at' },
  { key: 'created-by', field: 'created_by' },
] as const satisfies readonly { key: string; field: SortField }[]

export const fieldOf = (column: string): SortField | undefined =>
  COLUMNS.find(({ key }) => key === column)?.field

/** Their heads, in the language and order of now. */
export function useColumns() {
  const { t } = useI18n()
  const settings = useSettings()

  function sorted(field: SortField): 'ascending' | 'descending' | 'none' {
    const { sort } = settings.current
    if (sort.field !== field) return 'none'
    return sort.descending ? 'descending' : 'ascending'
  }

  return computed(() =>
    COLUMNS.map(({ key, field }) => ({ key, label: t(COLUMN_NAMES[field]), sorted: sorted(field) })),
  )
}
