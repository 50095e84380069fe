import { useI18n } from 'vue-i18n'
import type { AlsoNewNotice } from '../../contract/index.ts'
import { cut, plain } from '../ui/plain.ts'
import { useUsage } from './usage.ts'
import { useTokenFacts } from './use-token-facts.ts'

/** The maximum number of new tokens that a message names. */
const MOST_NAMED = 3

/** A message about other new tokens, for when the dialog of the created token is closed. */
export function useAlsoNewWords(): (notice: AlsoNewNotice) => string {
  const { t } = useI18n()
  const usage = useUsage()
  const facts = useTokenFacts()

  return ({ owner, usage: name, tokens, count }) => {
    const named = tokens.slice(0, MOST_NAMED).map((token) => {
      const { name: other, by, when } = facts(token)
      return [`“${other}”`, by, when].filter((fact) => fact !== '').join(', ')
    })
    const names = {
      usage: usage(name, 128),
      owner: cut(plain(owner.name), 128),
    }
    return t('create.also-new', { ...names, total: count + 1, others: named.join('; ') }, count)
  }
}
