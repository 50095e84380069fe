import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Account, AppError, Result, SignInStep, Ticket, WaysToSignIn } from '../../contract/index.ts'
import { nextTicket, useBridge } from '../app/bridge.ts'

/** What is asked for now. */
export type Stage =
  { readonly kind: 'password' } | Extract<SignInStep, { readonly kind: 'second-factor' | 'new-password' }>

const FIRST: Stage = { kind: 'password' }

type Question = (ticket: Ticket, allowHttp: boolean) => Promise<Result<SignInStep>>

export interface SignInEnds {
  readonly through: (account: Account) => void
  /** The domain takes no passwords. */
  readonly learn: (ways: WaysToSignIn) => void
}

/** One try to sign in at a time, step after step. */
export function useSignIn({ through, learn }: SignInEnds) {
  const bridge = useBridge()
  const stage = shallowRef<Stage>(FIRST)
  const waiting = ref(false)
  /** Whose window is open. */
  const visiting = ref<string>()
  const error = shallowRef<AppError>()
  /** The address that a password would travel to unencrypted: asked about before anything is sent. */
  const exposed = shallowRef<{ readonly server: string; readonly agree: () => Promise<void> }>()
  let ticket: Ticket | undefined

  async function ask(question: Question, allowHttp = false): Promise<void> {
    if (waiting.value) return
    waiting.value = true
    error.value = exposed.value = undefined
    ticket = nextTicket()
    const answer = await question(ticket, allowHttp)
    waiting.value = false
    ticket = undefined
    if (answer.ok) take(answer.value, () => ask(question, true))
    else fail(answer.error)
  }

  function take(step: SignInStep, agree: () => Promise<void>): void {
    if (step.kind === 'signed-in') through(step.account)
    else if (step.kind === 'consent-http') exposed.value = { server: step.server, agree }
    else if (step.kind === 'providers-only') learn(step.ways)
    else stage.value = step
  }

  function fail(failed: AppError): void {
    if (failed.code === 'step-expired') stage.value = FIRST
    error.value = aboutWhatWasTyped(failed)
  }

  async function askProvider(name: string, question: Question): Promise<void> {
    if (waiting.value) return
    visiting.value = name
    await ask(question)
    visiting.value = undefined
  }

  async function cancel(): Promise<void> {
    if (ticket !== undefined) await bridge.request['request:cancel'](ticket)
  }

  /** To the password, with what was typed; from a step under way: out of its wait first. */
  async function back(): Promise<void> {
    if (waiting.value) return await cancel()
    begin()
  }

  function begin(): void {
    const { value } = stage
    if (value.kind !== 'password') void bridge.request['session:abandon'](value.attempt)
    stage.value = FIRST
    error.value = exposed.value = undefined
  }

  // Who leaves the screen does not want to be signed in any more, in the middle of something else.
  onScopeDispose(() => {
    void cancel()
    begin()
  })

  return {
    stage,
    waiting,
    visiting,
    error,
    exposed,
    ask,
    askProvider,
    verify: (code: string) =>
      ask((ticket) => bridge.request['session:verify'](attemptOf(stage.value), code, ticket)),
    changePassword: (password: string) =>
      ask((ticket) => bridge.request['session:change-password'](attemptOf(stage.value), password, ticket)),
    cancel,
    back,
    begin,
  }
}

function attemptOf(stage: Stage) {
  if (stage.kind === 'password') throw new Error('No step is under way')
  return stage.attempt
}

/** A server that does not find the domain was told a wrong login: nobody has deleted anything. */
const aboutWhatWasTyped = (error: AppError): AppError =>
  error.code === 'not-found' ? { ...error, code: 'unauthorized' } : error
