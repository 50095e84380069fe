import { onMounted } from 'vue'

/**
 * A dialog that opens focuses what has the attribute `autofocus`. What comes into one that is open already (another
 * step of it) takes the focus by itself: the control that had it is gone.
 */
export function useAutofocus(wanted: () => boolean, element: () => unknown): void {
  onMounted(() => {
    const there = element()
    if (wanted() && there instanceof HTMLElement && there.closest('dialog[open]')) there.focus()
  })
}
