import { useNow } from '@vueuse/core'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSettings } from '../settings/settings.ts'
import { createClock, type Clock } from './when.ts'

/** Milliseconds after which "2 minutes ago" is looked at again. */
const TICK = 30_000

/** Of the person's language and zone, whatever they are now. */
export function useClock(): ComputedRef<Clock> {
  const { locale } = useI18n()
  const settings = useSettings()
  return computed(() => createClock(locale.value, settings.info?.locale ?? locale.value))
}

/** Moments in the person's language and zone: short and as of now, or in full. */
export function useWhen() {
  const { t } = useI18n()
  const now = useNow({ interval: TICK })
  const clock = useClock()
  return {
    ago: (at: number): string =>
      clock.value.short(at, Math.max(now.value.getTime(), at), t('tokens.just-now')),
    full: (at: number): string => clock.value.full(at),
  }
}
