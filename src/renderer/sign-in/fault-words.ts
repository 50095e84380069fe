import { useI18n } from 'vue-i18n'
import type { Fault } from './fields.ts'

/** What is said at a field. A record, so that the compiler names one that has no words. */
export const FAULT_SENTENCES: Readonly<Record<Fault, string>> = {
  'server-missing': 'sign-in.faults.server-missing',
  'login-missing': 'sign-in.faults.login-missing',
  'login-form': 'sign-in.faults.login-form',
  'password-missing': 'sign-in.faults.password-missing',
  'code-missing': 'sign-in.faults.code-missing',
  'new-password-missing': 'sign-in.faults.new-password-missing',
  'repeat-differs': 'sign-in.faults.repeat-differs',
}

export function useFaultWords(): (fault: Fault | undefined) => string {
  const { t } = useI18n()
  return (fault) => (fault ? t(FAULT_SENTENCES[fault]) : '')
}
