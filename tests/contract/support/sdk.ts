import {
  AuthApi,
  Configuration,
  UserAccessTokensApi,
  UsersApi,
  type ApiSearchUsersResponse,
  type ApiUserAccessTokenList,
  type ApiUserinfo,
} from 'webitel-sdk'
import { expect } from 'vitest'
import type { ErrorBody } from '../../../tools/webitel-server/errors.ts'
import type { Role, WebitelServer } from '../../../tools/webitel-server/index.ts'
import { signIn } from './server.ts'

/** The official SDK, pointed at the embedded server. */
export interface Sdk {
  readonly userId: string
  readonly auth: AuthApi
  readonly users: UsersApi
  readonly tokens: UserAccessTokensApi
}

/** The SDK, signed in as that role. */
export async function sdkAs(server: WebitelServer, role: Role = 'admin'): Promise<Sdk> {
  return sdkWith(server, await signIn(server, role), server.login(role).userId)
}

/** The SDK with any key; without one when it is empty. */
export function sdkWith(server: WebitelServer, apiKey: string, userId: string): Sdk {
  const configuration = new Configuration({ apiKey })
  const base = `${server.url}/api`
  return {
    userId,
    auth: new AuthApi(configuration, base),
    users: new UsersApi(configuration, base),
    tokens: new UserAccessTokensApi(configuration, base),
  }
}

/** What the lists can be asked for. */
export interface ListParameters {
  readonly q?: string
  readonly fields?: string[]
  readonly sort?: string[]
  readonly page?: number
  readonly size?: number
}

/*
 * The SDK's declarations lose the types of its answers (a file and a folder of the same name): they are
 * given back here, and its long rows of parameters get names.
 */

/** Lists the tokens of a person, of oneself by default. */
export async function listTokens(
  sdk: Sdk,
  { q, fields, sort, page, size }: ListParameters = {},
  owner = sdk.userId,
): Promise<ApiUserAccessTokenList> {
  return (await sdk.tokens.listUserAccessToken(owner, 'Any Name', q, fields, sort, page, size)).data
}

/** Lists people. */
export async function listUsers(sdk: Sdk, parameters: ListParameters): Promise<ApiSearchUsersResponse> {
  const { q, fields, sort, page, size } = parameters
  const none = undefined
  const answer = await sdk.users.searchUsers(
    ...([none, none, q, none, none, none, none, none, none, none, none] as const),
    ...([fields, sort, page, size] as const),
  )
  return answer.data
}

/** Asks who is signed in, by GET. */
export async function userinfo(sdk: Sdk): Promise<ApiUserinfo> {
  return (await sdk.auth.userInfo2()).data
}

/**
 * How the SDK was refused: the status, and Webitel's own error body. Fails when it was not refused, or
 * with another body.
 */
export async function refusal(request: Promise<unknown>): Promise<string> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  const { response } = error as { response: { status: number; data: ErrorBody } }
  expect(response.data).toEqual({
    id: expect.any(String),
    code: response.status,
    detail: expect.stringMatching(/\S/),
    status: expect.any(String),
  })
  return `${response.status} ${response.data.status}: ${response.data.id}`
}
