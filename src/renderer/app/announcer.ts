import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

export interface Announcement {
  readonly text: string
  readonly kind: 'status' | 'alert'
}

/** Milliseconds that what is said politely stays to be read. */
const STAYS = 7000

/**
 * What is said once: politely (`say`), and shown as a quiet note for a while; at once (`warn`), and shown until it is
 * dismissed or followed by another; or to screen readers alone (`tell`), when everybody else sees it happen.
 */
export const useAnnouncer = defineStore('announcer', () => {
  const current = shallowRef<Announcement>()
  /** Grows with each message, so that the same words twice are said twice. */
  const count = ref(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  const told = shallowRef<{ readonly text: string; readonly count: number }>()
  let toldTimer: ReturnType<typeof setTimeout> | undefined

  function dismiss(): void {
    clearTimeout(timer)
    current.value = undefined
  }

  function show(announcement: Announcement): void {
    clearTimeout(timer)
    current.value = announcement
    count.value++
    // What went wrong is not said again: it stays until it is dismissed, or something else is to be said.
    if (announcement.kind === 'status') timer = setTimeout(dismiss, STAYS)
  }

  function tell(text: string): void {
    clearTimeout(toldTimer)
    told.value = { text, count: (told.value?.count ?? 0) + 1 }
    // Whoever reads through the screen later does not find it there.
    toldTimer = setTimeout(() => (told.value = undefined), STAYS)
  }

  return {
    current,
    count,
    told,
    dismiss,
    tell,
    say: (text: string) => show({ text, kind: 'status' }),
    warn: (text: string) => show({ text, kind: 'alert' }),
  }
})
