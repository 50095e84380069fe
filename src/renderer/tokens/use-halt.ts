import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { JobState } from '../../contract/index.ts'
import { useSession } from '../app/session.ts'
import { useClock } from './use-when.ts'

/** Why a job does not go on as it did; nothing while it does. */
export function useHalt(job: () => JobState | undefined): ComputedRef<string> {
  const { t } = useI18n()
  const session = useSession()
  const clock = useClock()
  return computed(() => {
    const state = job()
    if (!state || state.phase === 'finished') return ''
    if (state.phase === 'stopping') return t('job.stopping')
    // Over it **Sign in again** asks for the person.
    if (session.ended && !session.ahead) return t('job.paused')
    if (state.phase === 'waiting') return t('job.waiting')
    if (state.goesOnAt !== undefined) return t('job.resting', { time: clock.value.ofDay(state.goesOnAt) })
    return ''
  })
}
