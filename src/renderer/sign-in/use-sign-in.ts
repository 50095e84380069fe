import { ref, shallowRef } from 'vue'
import type { AppError, Ticket } from '../../contract/index.ts'
import { nextTicket, useBridge } from '../app/bridge.ts'
import { useSession } from '../app/session.ts'
import type { Typed } from './fields.ts'

/** One try to sign in at a time. */
export function useSignIn() {
  const bridge = useBridge()
  const session = useSession()
  const waiting = ref(false)
  const error = shallowRef<AppError>()
  /** The address that a password would travel to unencrypted: asked about before anything is sent. */
  const exposed = ref<string>()
  let ticket: Ticket | undefined

  async function signIn(typed: Typed, allowHttp: boolean): Promise<void> {
    if (waiting.value) return
    waiting.value = true
    error.value = exposed.value = undefined
    ticket = nextTicket()
    const { server, login, password } = typed
    const credentials = { server: server.trim(), login: login.trim(), password, allowHttp }
    const answer = await bridge.request['session:sign-in'](credentials, ticket)
    waiting.value = false
    ticket = undefined
    if (!answer.ok) error.value = aboutWhatWasTyped(answer.error)
    else if (answer.value.kind === 'consent-http') exposed.value = answer.value.server
    else session.entered(answer.value.account)
  }

  function cancel(): void {
    if (ticket !== undefined) void bridge.request['request:cancel'](ticket)
  }

  return { waiting, error, exposed, signIn, cancel }
}

/** A server that does not find the domain was told a wrong login: nobody has deleted anything. */
const aboutWhatWasTyped = (error: AppError): AppError =>
  error.code === 'not-found' ? { ...error, code: 'unauthorized' } : error
