import { ref, watch, type Ref } from 'vue'

/** True once the state has lasted so many milliseconds; false as soon as it ends. */
export function useAfter(state: () => boolean, delay: number): Readonly<Ref<boolean>> {
  const lasted = ref(false)
  watch(
    state,
    (on, _, onCleanup) => {
      lasted.value = false
      if (!on) return
      const timer = setTimeout(() => (lasted.value = true), delay)
      onCleanup(() => clearTimeout(timer))
    },
    { immediate: true },
  )
  return lasted
}

/** Milliseconds after which a wait shows something, and after which it says something. */
export const SHOWN_AFTER = 150
export const SAID_AFTER = 5000
