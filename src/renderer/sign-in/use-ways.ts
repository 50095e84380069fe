import { useTimeoutFn } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { SignInPlace, WaysToSignIn } from '../../contract/index.ts'
import { useBridge } from '../app/bridge.ts'
import { createLatest } from '../app/latest.ts'
import { isLogin } from './fields.ts'

/** Milliseconds of rest after which what was typed is looked at. */
export const REST = 600

/**
 * What the domain of a login offers, asked for quietly: when server and domain have been left alone for a while. Where
 * it can't be told, a password is asked for, and **Sign in** says what is wrong.
 */
export function useWays(place: () => SignInPlace, rest = REST) {
  const bridge = useBridge()
  const latest = createLatest(bridge)
  const ways = shallowRef<WaysToSignIn>()
  const asked = computed(() => keyOf(place()))
  const { start, stop } = useTimeoutFn(ask, rest, { immediate: false })

  async function ask(): Promise<void> {
    if (asked.value === undefined) return
    const answer = await latest.ask((ticket) => bridge.request['session:ways'](place(), ticket))
    if (answer?.ok) ways.value = answer.value
  }

  watch(
    asked,
    (now) => {
      ways.value = undefined
      latest.forget()
      stop()
      if (now !== undefined) start()
    },
    { immediate: true },
  )
  onScopeDispose(latest.forget)

  return {
    providers: computed(() => ways.value?.providers ?? []),
    password: computed(() => ways.value?.password ?? true),
    learn: (told: WaysToSignIn) => void (ways.value = told),
  }
}

/** Server and domain: the name before the `@` changes nothing. */
function keyOf({ server, login }: SignInPlace): string | undefined {
  const name = login.trim()
  if (server.trim() === '' || !isLogin(name)) return undefined
  return `${server.trim()}\n${name.split('@')[1]}`
}
