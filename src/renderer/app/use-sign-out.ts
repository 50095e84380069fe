import { useI18n } from 'vue-i18n'
import { useAnnouncer } from './announcer.ts'
import { useSession } from './session.ts'

/** Signs out; says so when the server could not be told, since its session goes on there. */
export function useSignOut(): () => Promise<void> {
  const { t } = useI18n()
  const session = useSession()
  const announcer = useAnnouncer()
  return async () => {
    if (!session.account) return
    const { profileId, server } = session.account
    const answer = await session.signOut(profileId)
    if (!answer.ok || !answer.value.told) announcer.warn(t('sign-out.not-told', { server }))
    else if (!answer.value.forgotten) announcer.warn(t('sign-out.not-forgotten'))
    else announcer.say(t('sign-out.done'))
  }
}
