import type { Account } from '../../../contract/index.ts'
import { failure } from '../../failure.ts'
import type { Identity } from '../../webitel/login.ts'
import type { Authenticated } from '../connect.ts'
import type { Session } from '../session.ts'
import { domainOf } from './ways.ts'

/** What somebody signs in for: to begin, or to go on with what they began. */
export interface Goal {
  readonly purpose: 'begin' | 'go-on'
  /** Origin. */
  readonly server: string
  /** `user@domain`, as typed or as before. */
  readonly login: string
  /** @throws Failure when that is not who was asked for */
  readonly reach: (authenticated: Authenticated) => Promise<Account>
}

/** @param provider whether the person signs in elsewhere: who that is, is then only known by the identity */
export const toBegin = (session: Session, server: string, login: string, provider: boolean): Goal => ({
  purpose: 'begin',
  server,
  login,
  reach: ({ access, identity }) => {
    if (provider) requireDomain(identity, domainOf(login))
    return session.enter(server, provider ? loginOf(identity, login) : login, { access, identity })
  },
})

/** As the person whose session ended. @throws Failure `session-ended` when nobody is signed in */
export function toGoOn(session: Session): Goal {
  const before = session.account()
  const { server, login } = before
  return { purpose: 'go-on', server, login, reach: (authenticated) => session.resume(before, authenticated) }
}

/** A provider knows people of other domains too. */
function requireDomain(identity: Identity, domain: string): void {
  if (identity.domain.toLowerCase() !== domain.toLowerCase()) throw failure('other-domain')
}

const loginOf = ({ user, domain }: Identity, typed: string): string =>
  user.username === '' ? typed : `${user.username}@${domain}`
