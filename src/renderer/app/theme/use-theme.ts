import { usePreferredDark } from '@vueuse/core'
import { darkTheme, lightTheme } from 'naive-ui'
import { computed, watchEffect, type ComputedRef } from 'vue'
import type { Theme } from '../../../contract/index.ts'
import { applyPalette } from './apply.ts'
import { naiveTheme } from './naive.ts'
import { dark, light } from './values.ts'

/** Follows the setting and, with `system`, the system; feeds our styles and Naive UI at once. */
export function useTheme(theme: () => Theme) {
  const preferred = usePreferredDark()
  const isDark = computed(() => (theme() === 'system' ? preferred.value : theme() === 'dark'))
  const palette = computed(() => (isDark.value ? dark : light))
  watchEffect(() => applyPalette(document.documentElement, palette.value, isDark.value ? 'dark' : 'light'))
  const base = computed(() => (isDark.value ? darkTheme : lightTheme))
  const overrides: ComputedRef<ReturnType<typeof naiveTheme>> = computed(() => naiveTheme(palette.value))
  return { base, overrides }
}
