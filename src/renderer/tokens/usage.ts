import { useI18n } from 'vue-i18n'
import { cut, isBlank, plain } from '../ui/plain.ts'

/** Characters of a name that are read out or shown on hover: the whole of any sensible one. */
const READ = 200

/** What a token is called: its name made harmless, or that it has none. */
export function useUsage(): (usage: string, most?: number) => string {
  const { t } = useI18n()
  return (usage, most = READ) => (isBlank(usage) ? t('tokens.no-name') : cut(plain(usage), most))
}
