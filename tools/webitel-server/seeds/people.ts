import type { PasswordState, Permission, UserRow } from '../store/rows.ts'

/** The domains there are. People sign in as `user@domain`. */
export const DOMAINS = {
  main: 'cc.example.com',
  twoFactors: 'secure.example.com',
  sso: 'sso.example.com',
  ssoOnly: 'sso-only.example.com',
} as const

/** What a seeded person is there to show. */
export type Role =
  | 'admin'
  | 'self'
  | 'reader'
  | 'adder'
  | 'writer'
  | 'deleter'
  | 'nodelete'
  | 'noread'
  | 'nolist'
  | 'lister'
  | 'totp'
  | 'totp-expired'
  | 'expired'
  | 'force-change'
  | 'sso'
  | 'sso-only'
  | 'big'
  | 'page'
  | 'empty'
  | 'nameless'
  | 'odd'

interface Part {
  readonly domain?: string
  readonly may?: readonly Permission[]
  /** Access to the class `users`; none when absent. */
  readonly users?: string
  readonly passwordState?: PasswordState
  readonly totp?: string
}

const ALL: readonly Permission[] = ['read', 'add', 'write', 'delete']

function person(role: Role | undefined, id: string, name: string, username: string, part: Part): UserRow {
  return {
    id,
    role,
    name,
    username,
    domain: part.domain ?? DOMAINS.main,
    extension: String(1000 + (Number(BigInt(id) % 9000n) || 0)),
    password: `Demo-${username}-1`,
    passwordState: part.passwordState ?? 'valid',
    totp: part.totp,
    permissions: part.may ?? [],
    classes: part.users ? { users: part.users } : {},
  }
}

/** Two of the ids are 2^53 and 2^53 + 1: who reads them as numbers takes one person for the other. */
export const PEOPLE_WITH_ROLES: readonly UserRow[] = [
  person('admin', '101', 'Olena Kovalenko', 'olena', { may: ALL, users: 'rwxd' }),
  person('self', '102', 'Ivan Petrenko', 'ivan', {}),
  person('reader', '9007199254740993', 'Quality team', 'quality', { may: ['read'], users: 'r' }),
  person('adder', '9007199254740992', 'Billing service', 'billing', { may: ['read', 'add'], users: 'r' }),
  person('writer', '103', 'Maria Silva', 'maria', { may: ['read', 'write'], users: 'rw' }),
  person('deleter', '104', 'Cleaning crew', 'cleaning', { may: ['read', 'delete'], users: 'r' }),
  person('nodelete', '105', 'Supervisor EU', 'supervisor', { may: ['read', 'add', 'write'], users: 'r' }),
  person('noread', '106', 'Provisioning', 'provisioning', { may: ['add', 'write', 'delete'], users: 'r' }),
  person('nolist', '107', 'Chat gateway', 'chat', { may: ALL }),
  person('lister', '108', 'Reports', 'reports', { users: 'r' }),
  person('expired', '109', 'Andrii Bondar', 'andrii', { passwordState: 'expired' }),
  person('force-change', '110', 'Daryna Shevchuk', 'daryna', { passwordState: 'force-change' }),
  person('big', '9223372036854775807', 'Integrations bot', 'bot', {}),
  person('page', '111', 'Partner portal', 'partner', {}),
  person('empty', '112', 'New colleague', 'new', {}),
  person('nameless', '113', '', 'nameless', {}),
  person('odd', '114', 'Odd names', 'odd', {}),
  person('totp', '201', 'Taras Melnyk', 'taras', {
    domain: DOMAINS.twoFactors,
    may: ALL,
    users: 'r',
    totp: '135790',
  }),
  person('totp-expired', '202', 'Lesia Hrytsenko', 'lesia', {
    domain: DOMAINS.twoFactors,
    may: ALL,
    users: 'r',
    totp: '135790',
    passwordState: 'expired',
  }),
  person('sso', '301', 'Sofia Marino', 'sofia', { domain: DOMAINS.sso, may: ALL, users: 'r' }),
  person('sso-only', '401', 'Nadia Haddad', 'nadia', { domain: DOMAINS.ssoOnly, may: ALL, users: 'r' }),
]

const GIVEN = ['Anna', 'Bohdan', 'Carlos', 'Diana', 'Emil', 'Fatima', 'Hanna', 'Iryna', 'Jan', 'Kateryna']
const FAMILY = [
  'Adamska',
  'Borysenko',
  'Costa',
  'Dubois',
  'Fernández',
  'Hrytsenko',
  'Ivanov',
  'Kowalski',
  'Lis',
]

/** Person number `index` of those without a role; every fifth has an id above 2^53. */
export function ordinaryPerson(index: number): UserRow {
  const round = Math.floor(index / (GIVEN.length * FAMILY.length))
  const name = `${GIVEN[index % GIVEN.length]} ${FAMILY[Math.floor(index / GIVEN.length) % FAMILY.length]}`
  const id = index % 5 === 4 ? String(9007199254741001n + BigInt(index)) : String(1001 + index)
  return person(undefined, id, round > 0 ? `${name} ${round + 1}` : name, `user${index + 1}`, {})
}
