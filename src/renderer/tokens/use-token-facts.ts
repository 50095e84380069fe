import { useI18n } from 'vue-i18n'
import type { Token } from '../../contract/index.ts'
import { cut, plain } from '../ui/plain.ts'
import { nameOf } from '../users/names.ts'
import { useUsage } from './usage.ts'
import { useClock } from './use-when.ts'

export interface TokenFacts {
  readonly name: string
  /** Empty if the creator's account was deleted. */
  readonly by: string
  readonly when: string
}

/** Name, creator and time of a token, so that users can recognize it. */
export function useTokenFacts(): (token: Token) => TokenFacts {
  const { t } = useI18n()
  const usage = useUsage()
  const clock = useClock()

  return (token) => ({
    name: usage(token.usage, 128),
    by: token.createdBy
      ? t('lost.by', {
          name: cut(plain(nameOf({ username: '', ...token.createdBy })), 60),
        })
      : '',
    when: token.createdAt === undefined ? t('tokens.unknown') : clock.value.full(token.createdAt),
  })
}
