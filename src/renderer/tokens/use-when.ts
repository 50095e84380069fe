import { useNow } from '@vueuse/core'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSettings } from '../settings/settings.ts'
import { createClock } from './when.ts'

/** Milliseconds after which "2 minutes ago" is looked at again. */
const TICK = 30_000

/** Moments in the person's language and zone: short and as of now, or in full. */
export function useWhen() {
  const { t, locale } = useI18n()
  const settings = useSettings()
  const now = useNow({ interval: TICK })
  const clock = computed(() => createClock(locale.value, settings.info?.locale ?? locale.value))
  return {
    ago: (at: number): string =>
      clock.value.short(at, Math.max(now.value.getTime(), at), t('tokens.just-now')),
    full: (at: number): string => clock.value.full(at),
  }
}
