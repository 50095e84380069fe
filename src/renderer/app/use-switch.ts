import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { SavedServer } from '../../contract/index.ts'
import { SHOWN_AFTER } from '../ui/after.ts'
import { useAnnouncer } from './announcer.ts'
import { useErrorWords } from './errors.ts'
import { profileName } from './profile-names.ts'
import { useSession } from './session.ts'

/** Shows another profile; where it needs a password, the screen that takes it. */
export function useSwitch(): (saved: SavedServer) => Promise<void> {
  const { t } = useI18n()
  const { sentence } = useErrorWords()
  const session = useSession()
  const announcer = useAnnouncer()
  const router = useRouter()

  return async (saved) => {
    const { profileId, opens, login } = saved
    const needsPassword = () => router.push({ name: 'add-account', query: { saved: profileId } })
    if (!opens) return void (await needsPassword())
    const words = { name: profileName(saved), login }
    // The keychain may take its time, and what is under way is waited for.
    const late = setTimeout(() => announcer.say(t('account.opening', words)), SHOWN_AFTER)
    const failed = await session.open(profileId)
    clearTimeout(late)
    if (!failed) announcer.say(t('account.opened', words))
    else if (failed.code === 'session-ended') await needsPassword()
    // Something newer was asked for meanwhile, which tells of itself.
    else if (failed.code !== 'cancelled') announcer.warn(sentence(failed))
  }
}
