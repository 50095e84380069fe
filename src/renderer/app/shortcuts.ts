import { ref } from 'vue'

/** Whether the dialog **Keyboard shortcuts** is open. */
export function useShortcuts() {
  const open = ref(false)
  return { open, show: () => void (open.value = true), hide: () => void (open.value = false) }
}
