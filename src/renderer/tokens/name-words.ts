import { useI18n } from 'vue-i18n'
import { LONGEST, type NameFault } from './name.ts'

/** What is said at the field. A record, so that the compiler names one that has no words. */
export const NAME_SENTENCES: Readonly<Record<NameFault, string>> = {
  blank: 'create.faults.blank',
  'too-long': 'create.faults.too-long',
  forbidden: 'create.faults.forbidden',
}

export function useNameWords(): (fault: NameFault) => string {
  const { t } = useI18n()
  return (fault) => t(NAME_SENTENCES[fault], { most: LONGEST })
}
