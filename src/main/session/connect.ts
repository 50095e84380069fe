import type { Identity, LoginApi } from '../webitel/login.ts'

/** How to speak to a server with a key that is asked for at each request. */
export type Connect = (server: string, access: () => string | undefined) => LoginApi

/** A key and whom it belongs to. */
export interface Authenticated {
  readonly access: string
  readonly identity: Identity
}
