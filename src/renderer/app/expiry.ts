import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Account } from '../../contract/index.ts'

/** Milliseconds before its end from which a session's end is told. */
export const NEAR = 30 * 60 * 1000
/** Milliseconds between two looks at the clock: a timer for the end itself would sleep with the computer. */
const EVERY = 15_000

/** How a session's end is written: with its day, where that is not today. */
export function timeStyleOf(endsAt: number, now = new Date()): Intl.DateTimeFormatOptions {
  const isToday = new Date(endsAt).toDateString() === now.toDateString()
  return isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' }
}

/** The sessions whose end somebody has seen. */
const useSeen = defineStore('expiry', () => ({ seen: shallowRef<ReadonlySet<string>>(new Set()) }))

/** When the session ends, once that is near, until somebody has seen it. */
export function useExpiry(account: () => Pick<Account, 'profileId' | 'expiresAt'>) {
  const store = useSeen()
  const now = ref(Date.now())
  const look = (): void => void (now.value = Date.now())
  const timer = setInterval(look, EVERY)
  onScopeDispose(() => clearInterval(timer))
  // After sleep and at a sign-in too: the end may be another one.
  watch(account, look, { flush: 'sync' })

  const session = computed(() => `${account().profileId} ${account().expiresAt ?? ''}`)
  const endsAt = computed(() => {
    const { expiresAt } = account()
    if (expiresAt === undefined || expiresAt - now.value > NEAR) return undefined
    return store.seen.has(session.value) ? undefined : expiresAt
  })

  return {
    endsAt,
    isOver: computed(() => endsAt.value !== undefined && endsAt.value <= now.value),
    dismiss: () => void (store.seen = new Set([...store.seen, session.value])),
  }
}
