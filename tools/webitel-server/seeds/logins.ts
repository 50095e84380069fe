import type { UserRow } from '../store/rows.ts'
import type { Role } from './people.ts'

/** How to sign in as a seeded person. */
export interface SeededLogin {
  readonly role: Role
  readonly login: string
  readonly password: string
  readonly userId: string
  readonly name: string
  /** The one-time code that is always right. */
  readonly totp?: string
}

/** The logins of the people with a role. */
export function seededLogins(people: readonly UserRow[]): readonly SeededLogin[] {
  return people.flatMap((user) => (user.role === undefined ? [] : [toLogin(user, user.role as Role)]))
}

function toLogin(user: UserRow, role: Role): SeededLogin {
  const login = `${user.username}@${user.domain}`
  const common = { role, login, password: user.password, userId: user.id, name: user.name }
  return user.totp === undefined ? common : { ...common, totp: user.totp }
}
