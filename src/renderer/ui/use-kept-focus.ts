import { nextTick, watch, type Ref, type WatchSource } from 'vue'

/**
 * Where a change takes away the control that has the focus, the place it was in has it: else it would be lost.
 *
 * @param place what can have the focus (`tabindex="-1"`), and stays
 */
export function useKeptFocus(place: Readonly<Ref<HTMLElement | null>>, change: WatchSource): void {
  const hasIt = (): boolean => place.value?.contains(document.activeElement) ?? false
  watch(change, async () => {
    const before = hasIt()
    await nextTick()
    if (before && !hasIt()) place.value?.focus()
  })
}
