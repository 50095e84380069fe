import { computed, ref, shallowRef } from 'vue'
import type {
  AppError,
  Bridge,
  CopyForm,
  Result,
  Reveal,
  SaveForm,
  SaveOutcome,
  TokenTest,
} from '../../contract/index.ts'
import { nextTicket } from '../app/bridge.ts'

/** Milliseconds that closing waits for a copy or save in flight before it counts as failed. */
const CLOSE_TIMEOUT_MS = 10_000

export type Said =
  | { readonly kind: 'copied' }
  | Extract<SaveOutcome, { kind: 'saved' }>
  /** The save finished after its timeout. */
  | { readonly kind: 'saved-late'; readonly file: string }
  | { readonly kind: 'tested'; readonly test: TokenTest }

const late = (code: AppError['code']): AppError => ({ code, message: '', retryable: true })

/** What can be done with the token that is shown; main does it, by the reveal's id. */
export function useReveal(bridge: Bridge, reveal: Reveal) {
  const { id } = reveal
  const host = reveal.server === undefined ? '' : new URL(reveal.server).host
  const kept = ref(reveal.copied || reveal.savedAs !== undefined)
  const doing = ref<'copy' | 'save' | 'test'>()
  const said = shallowRef<Said>()
  const error = shallowRef<AppError>()
  let underWay: Promise<unknown> = Promise.resolve()
  let ticket = 0

  async function run<T>(
    what: 'copy' | 'save' | 'test',
    ask: () => Promise<Result<T>>,
    done: (value: T) => void,
  ): Promise<void> {
    // A test holds nobody up: it is given up for whatever keeps the token.
    if (doing.value === 'test' && what !== 'test') void bridge.request['request:cancel'](ticket)
    else if (doing.value) return
    doing.value = what
    said.value = error.value = undefined
    const asked = ask()
    underWay = asked
    const answer = await asked
    if (underWay !== asked) return
    doing.value = undefined
    if (answer.ok) {
      // The copy or save may have been reported as failed before.
      error.value = undefined
      done(answer.value)
    } else error.value = answer.error
  }

  const copy = (as: CopyForm = 'token'): Promise<void> =>
    run(
      'copy',
      () => bridge.request['reveal:copy'](id, as),
      () => keep({ kind: 'copied' }),
    )

  const save = (as: SaveForm = 'txt'): Promise<void> =>
    run(
      'save',
      () => bridge.request['reveal:save'](id, as),
      (outcome) => {
        if (outcome.kind === 'saved') keep(outcome)
      },
    )

  const test = (): Promise<void> => {
    ticket = nextTicket()
    return run(
      'test',
      () => bridge.request['reveal:test'](id, ticket),
      // Servers leave out what is empty.
      (result) => (said.value = { kind: 'tested', test: { ...result, domain: result.domain || host } }),
    )
  }

  function keep(how: Said): void {
    kept.value = true
    said.value = how
  }

  /** A save that timed out has succeeded after all. */
  function savedLate(file: string): void {
    if (error.value?.code === 'file-slow') error.value = undefined
    keep({ kind: 'saved-late', file })
  }

  /** Waits for a copy or save under way, but not for ever; a test is given up. */
  async function settle(): Promise<void> {
    if (doing.value === 'test') void bridge.request['request:cancel'](ticket)
    if (!doing.value || doing.value === 'test') return
    let timer: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise<'late'>(
      (resolve) => (timer = setTimeout(() => resolve('late'), CLOSE_TIMEOUT_MS)),
    )
    const first = await Promise.race([underWay, patience])
    clearTimeout(timer)
    if (first !== 'late') return
    // Of a save nobody knows here whether a drive is slow, which main says itself, or somebody still chooses a place.
    if (doing.value === 'copy') error.value = late('clipboard')
    doing.value = undefined
  }

  return {
    kept,
    doing,
    said,
    error,
    busy: computed(() => doing.value !== undefined),
    copy,
    save,
    test,
    savedLate,
    settle,
  }
}
