import { computed, ref, shallowRef } from 'vue'
import type { AppError, Bridge, Result, Reveal } from '../../contract/index.ts'

/** Milliseconds that a copy or save under way is waited for before it counts as failed. */
const PATIENCE = 10_000

export type Said = { readonly kind: 'copied' } | { readonly kind: 'saved'; readonly file: string }

const LATE: AppError = { code: 'timeout', message: '', retryable: true }

/** What can be done with the token that is shown; main does it, by the reveal's id. */
export function useReveal(bridge: Bridge, reveal: Reveal) {
  const { id } = reveal
  const kept = ref(reveal.copied || reveal.savedAs !== undefined)
  const doing = ref<'copy' | 'save'>()
  const said = shallowRef<Said>()
  const error = shallowRef<AppError>()
  let underWay: Promise<unknown> = Promise.resolve()

  async function run<T>(what: 'copy' | 'save', ask: () => Promise<Result<T>>, done: (value: T) => void) {
    if (doing.value) return
    doing.value = what
    said.value = error.value = undefined
    const asked = ask()
    underWay = asked
    const answer = await asked
    doing.value = undefined
    if (answer.ok) done(answer.value)
    else error.value = answer.error
  }

  const copy = (): Promise<void> =>
    run(
      'copy',
      () => bridge.request['reveal:copy'](id),
      () => keep({ kind: 'copied' }),
    )

  const save = (): Promise<void> =>
    run(
      'save',
      () => bridge.request['reveal:save'](id),
      (outcome) => {
        if (outcome.kind === 'saved') keep(outcome)
      },
    )

  function keep(how: Said): void {
    kept.value = true
    said.value = how
  }

  /** Waits for what is under way, but not for ever. */
  async function settle(): Promise<void> {
    if (!doing.value) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), PATIENCE)))
    const first = await Promise.race([underWay, late])
    clearTimeout(timer)
    if (first !== 'late') return
    doing.value = undefined
    error.value = LATE
  }

  return { kept, doing, said, error, busy: computed(() => doing.value !== undefined), copy, save, settle }
}
