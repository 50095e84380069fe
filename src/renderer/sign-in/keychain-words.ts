import { useI18n } from 'vue-i18n'
import type { KeychainState } from '../../contract/index.ts'

/** How the keychain is. A record, so that the compiler names a state that has no words. */
export const KEYCHAIN_SENTENCES: Readonly<Record<KeychainState, string>> = {
  available: 'keychain.available',
  locked: 'keychain.locked',
  absent: 'keychain.absent',
  unresponsive: 'keychain.unresponsive',
  damaged: 'keychain.damaged',
}

/** What helps. */
export const KEYCHAIN_ADVICE: Readonly<Record<Exclude<KeychainState, 'available'>, string>> = {
  locked: 'keychain.advice.locked',
  absent: 'keychain.advice.absent',
  unresponsive: 'keychain.advice.unresponsive',
  damaged: 'keychain.advice.damaged',
}

export function useKeychainWords(): (state: KeychainState) => string {
  const { t } = useI18n()
  return (state) => t(KEYCHAIN_SENTENCES[state])
}

export function useKeychainAdvice(): (state: Exclude<KeychainState, 'available'>) => string {
  const { t } = useI18n()
  return (state) => t(KEYCHAIN_ADVICE[state])
}
