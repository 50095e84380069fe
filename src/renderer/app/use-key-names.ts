import { computed } from 'vue'
import { useSettings } from '../settings/settings.ts'
import { controlName } from './keys.ts'

/** Keys as this computer's keyboard names them. */
export function useKeyNames() {
  const settings = useSettings()
  const control = computed(() => controlName(settings.info?.platform ?? 'linux'))
  const glue = computed(() => (control.value === '⌘' ? '' : ' '))
  return { control, withControl: (key: string) => `${control.value}${glue.value}${key}` }
}
