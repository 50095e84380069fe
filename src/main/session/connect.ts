import { codeOf } from '../failure.ts'
import type { Identity, LoginApi } from '../webitel/login.ts'

/** How to speak to a server with a key that is asked for at each request. */
export type Connect = (server: string, access: () => string | undefined) => LoginApi

/** A key and whom it belongs to. */
export interface Authenticated {
  readonly access: string
  readonly identity: Identity
}

/** A sign-out waits that long for the server to hear of it. */
const LOGOUT_TIMEOUT_MS = 5000

const endings = new Set<Promise<boolean>>()
/** Servers are being told that a session is over. @returns nothing when none is */
export const endingsUnderWay = (): Promise<unknown> | undefined =>
  endings.size > 0 ? Promise.all(endings) : undefined

/** Ends a session there. @returns whether it is over there: one that the server no longer knows is */
export function endOnServer(connect: Connect, server: string, access: string): Promise<boolean> {
  const ending = connect(server, () => access)
    .logout(LOGOUT_TIMEOUT_MS)
    .then(
      () => true,
      (thrown: unknown) => codeOf(thrown) === 'session-ended',
    )
    .finally(() => endings.delete(ending))
  endings.add(ending)
  return ending
}
