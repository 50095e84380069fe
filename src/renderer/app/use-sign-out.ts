import { useI18n } from 'vue-i18n'
import { useAnnouncer } from './announcer.ts'
import { useErrorWords } from './errors.ts'
import { useSession } from './session.ts'

/** Signs out; says so when the server could not be told, since its session goes on there. */
export function useSignOut(): () => Promise<void> {
  const { t } = useI18n()
  const session = useSession()
  const announcer = useAnnouncer()
  const { sentence } = useErrorWords()
  return async () => {
    if (!session.account) return
    const { profileId, server } = session.account
    const answer = await session.signOut(profileId)
    if (!answer.ok) {
      // Another account is shown by now: of that nobody has signed out.
      if (answer.error.code !== 'cancelled') announcer.warn(sentence(answer.error))
      return
    }
    const { told, forgotten } = answer.value
    const isOther = session.profile !== undefined
    if (!told && !forgotten) announcer.warn(t('sign-out.neither', { server }))
    else if (!told) announcer.warn(t('sign-out.not-told', { server }))
    // The next two messages don't name the account, so users would think that they mean the one shown now.
    else if (isOther) return
    else if (!forgotten) announcer.warn(t('sign-out.not-forgotten'))
    else announcer.say(t('sign-out.done'))
  }
}
