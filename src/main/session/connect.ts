import { codeOf } from '../failure.ts'
import type { Identity, LoginApi } from '../webitel/login.ts'

/** How to speak to a server with a key that is asked for at each request. */
export type Connect = (server: string, access: () => string | undefined) => LoginApi

/** A key and whom it belongs to. */
export interface Authenticated {
  readonly access: string
  readonly identity: Identity
}

/** Milliseconds that a sign-out waits for the server's response. */
const LOGOUT_TIMEOUT_MS = 5000

/** Ends a session there. @returns whether it is over there: one that the server no longer knows is */
export function endOnServer(connect: Connect, server: string, access: string): Promise<boolean> {
  return connect(server, () => access)
    .logout(LOGOUT_TIMEOUT_MS)
    .then(
      () => true,
      (thrown: unknown) => codeOf(thrown) === 'session-ended',
    )
}
