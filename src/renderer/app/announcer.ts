import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

export interface Announcement {
  readonly text: string
  readonly kind: 'status' | 'alert'
}

/** Milliseconds that a message stays to be read. */
const STAYS = 7000

/** What is said once, politely (`say`) or at once (`warn`), and shown as a quiet note for a while. */
export const useAnnouncer = defineStore('announcer', () => {
  const current = shallowRef<Announcement>()
  /** Grows with each message, so that the same words twice are said twice. */
  const count = ref(0)
  let timer: ReturnType<typeof setTimeout> | undefined

  function dismiss(): void {
    clearTimeout(timer)
    current.value = undefined
  }

  function show(announcement: Announcement): void {
    clearTimeout(timer)
    current.value = announcement
    count.value++
    timer = setTimeout(dismiss, STAYS)
  }

  return {
    current,
    count,
    dismiss,
    say: (text: string) => show({ text, kind: 'status' }),
    warn: (text: string) => show({ text, kind: 'alert' }),
  }
})
