import { ref } from 'vue'

const open = ref(false)

/** Whether the dialog **Diagnostics** is open; the menu, Settings and a problem open the same one. */
export function useDiagnostics() {
  return { open, show: () => void (open.value = true), hide: () => void (open.value = false) }
}
