import { expect, it } from 'vitest'
import type {
  Bridge,
  ProfileId,
  RequestChannel,
  Requests,
  TokenQuery,
  UserId,
} from '../../../src/contract/index.ts'
import { requests } from '../../../src/preload/channels.ts'

/** Channels whose first argument is the profile that they are for. */
type Bound = {
  [Channel in RequestChannel]: Parameters<Requests[Channel]> extends [ProfileId, ...unknown[]]
    ? Channel
    : never
}[RequestChannel]

/**
 * Why a channel needs no profile. A new channel that reads or changes a server's data names its profile, or does not
 * compile here.
 */
const UNBOUND: Readonly<Record<Exclude<RequestChannel, Bound>, string>> = {
  'app:info': 'this computer',
  'request:cancel': 'a ticket is of one request',
  'settings:read': 'the answer says whose its own settings are',
  'settings:change': 'shared by all profiles',
  'keychain:state': 'this computer',
  'keychain:retry': 'this computer',
  'keychain:unlock': 'this computer',
  'keychain:replace': 'this computer',
  'session:state': 'the answer says who is signed in',
  'session:ways': 'names its server',
  'session:sign-in': 'names its server and login',
  'session:sign-in-with': 'names its server and login',
  'session:verify': 'an attempt is of one sign-in',
  'session:change-password': 'an attempt is of one sign-in',
  'session:abandon': 'an attempt is of one sign-in',
  'session:look-again': 'whichever session is current; it answers with nothing',
  'tokens:copy-id': 'a text for the clipboard',
  'files:state': 'this computer',
  'reveal:current': 'the answer says whose it is',
  'reveal:copy': 'a reveal id is of one token',
  'reveal:save': 'a reveal id is of one token',
  'reveal:test': 'a reveal id is of one token',
  'reveal:close': 'a reveal id is of one token',
  'reveal:show-again': 'a reveal id is of one token',
  'clipboard:holds': 'the answer says whose each is',
  'clipboard:clear': 'a reveal id is of one token',
  'clipboard:keep': 'this computer',
  'jobs:stop': 'a job id is of one job',
  'jobs:dismiss': 'a job id is of one job',
  'jobs:copy-report': 'a job id is of one job',
  'problem:report': 'this computer',
  'problem:take': 'this computer',
  'diagnostics:read': 'this computer',
  'diagnostics:copy': 'this computer',
  'window:close': 'this computer',
}

const bound = (Object.keys(requests) as RequestChannel[]).filter((channel) => !(channel in UNBOUND))

it.each(bound)('a request about a server’s data names its profile: %s', (channel) => {
  expect(channel).toMatch(/^(session|settings|users|tokens|lost|jobs):/)
})

/** Never called: each line is an error of the compiler, or this file does not compile. */
export function withoutProfile({ request }: Bridge, query: TokenQuery, id: UserId): void {
  // @ts-expect-error: no profile
  void request['tokens:list'](query, 1)
  // @ts-expect-error: no profile
  void request['users:read'](id, 1)
  // @ts-expect-error: a user id is no profile
  void request['users:read'](id, id, 1)
  // @ts-expect-error: no profile
  void request['users:opened']({ id, name: '' })
  // @ts-expect-error: no profile
  void request['settings:change']({ rowsPerPage: 25 })
  // @ts-expect-error: no profile
  void request['jobs:current']()
}
