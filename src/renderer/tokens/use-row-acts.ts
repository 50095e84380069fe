import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { JobKind, Person, Token } from '../../contract/index.ts'
import { useAnnouncer } from '../app/announcer.ts'
import type { Owner } from '../app/place.ts'
import { useBulk } from './bulk.ts'
import { useChanging } from './changing.ts'
import { MOST_SELECTED } from './selection.ts'
import { useTokens } from './tokens.ts'
import type { useRights } from './use-rights.ts'

/** What can be done with rows, by whoever may; nothing while an answer is waited for that may replace them. */
export function useRowActs(
  shown: () => Owner | undefined,
  owner: () => Person | undefined,
  rights: ReturnType<typeof useRights>,
) {
  const { t, n } = useI18n()
  const announcer = useAnnouncer()
  const tokens = useTokens()
  const bulk = useBulk()
  const change = useChanging()
  /** The row that the dialog **Details** is about. */
  const detailed = shallowRef<Token>()

  function when(may: boolean, act: (of: Owner) => void): void {
    const of = shown()
    if (of !== undefined && may && !tokens.waiting) act(of)
  }
  const selected = (): readonly Token[] => [...tokens.selection.selected.values()]

  function run(kind: JobKind, on: readonly Token[]): void {
    const may = kind === 'delete' ? rights.remove.value : rights.change.value
    when(may, (of) => {
      if (on.length <= MOST_SELECTED) bulk.ask(kind, of, on, owner())
      else announcer.warn(t('selection.too-many', { n: n(MOST_SELECTED) }))
    })
  }

  return {
    change,
    detailed,
    run,
    runOnSelected: (kind: JobKind) => run(kind, selected()),
    removeSelectedOr: (row?: Token) =>
      run('delete', tokens.selection.count > 0 ? selected() : row ? [row] : []),
    rename: (row: Token) => when(rights.change.value, (of) => change.ask(of, row)),
    enable: (row: Token, enabled: boolean) =>
      when(rights.change.value, (of) => void change.enable(of, row, enabled)),
    details: (row: Token) => when(true, () => (detailed.value = row)),
  }
}
