import type { ResolvedOptions } from '../options.ts'
import { createRandom, type Random } from '../random.ts'
import type { UserRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import type { NewToken } from '../store/tokens.ts'
import { ordinaryPerson, PEOPLE_WITH_ROLES, type Role } from './people.ts'
import { DAY, DEMO_TOKENS, HOUR, MINUTE, ODD_USAGES, PLAIN_USAGES } from './usages.ts'

export const BIG = 10_000
export const ONE_PAGE = 25

/** Fills an empty store; leaves one that has people as it is. */
export function seed(store: Store, options: ResolvedOptions): void {
  if (store.users.all().length > 0) return
  const people = seededPeople(options.users)
  store.inTransaction(() => {
    people.forEach((user) => store.users.insert(user))
    seededTokens(people, options).forEach((token) => store.tokens.insert(token))
  })
}

/** Those with a role, and ordinary ones up to `count`. */
export function seededPeople(count: number): readonly UserRow[] {
  const ordinary = Math.max(0, count - PEOPLE_WITH_ROLES.length)
  return [...PEOPLE_WITH_ROLES, ...Array.from({ length: ordinary }, (_, index) => ordinaryPerson(index))]
}

/** Every seeded token, oldest first within a person: the order that an unsorted list shows. */
export function seededTokens(people: readonly UserRow[], options: ResolvedOptions): readonly NewToken[] {
  const random = createRandom(options.seed)
  const holders = people.filter((user) => user.role === undefined)
  const tokens = [
    ...demoTokens(people, options.now),
    ...oddTokens(options.now),
    ...plainTokens(holders, options, random),
    ...numbered('page', ONE_PAGE, 'page token', options.now),
    ...numbered('nameless', 3, 'token of nobody in particular', options.now),
    ...(options.big ? numbered('big', BIG, 'integration', options.now) : []),
  ]
  return tokens.map((token) => ({ ...token, id: random.uuid(), secret: random.text(32) }))
}

function demoTokens(people: readonly UserRow[], now: number): readonly NewToken[] {
  const idOf = (username: string | undefined) => people.find((user) => user.username === username)?.id
  const tokens = DEMO_TOKENS.map((token) => ({
    userId: idWithRole('admin'),
    usage: token.usage,
    createdAt: now - token.age,
    createdBy: idOf(token.by),
    disabled: token.disabled ?? false,
  }))
  return tokens.toReversed()
}

function oddTokens(now: number): readonly NewToken[] {
  const userId = idWithRole('odd')
  const first = now - ODD_USAGES.length * DAY
  return ODD_USAGES.map((usage, index) => ({
    userId,
    usage,
    createdAt: first + index * DAY,
    createdBy: index % 7 === 6 ? undefined : userId,
    disabled: index % 9 === 8,
  }))
}

/** Spread by chance; one in twenty has no name, one in twelve is disabled, one in fifteen lost its creator. */
function plainTokens(
  holders: readonly UserRow[],
  options: ResolvedOptions,
  random: Random,
): readonly NewToken[] {
  if (holders.length === 0) return []
  const tokens = Array.from({ length: options.tokens }, (_, index) => {
    const userId = holders[index % holders.length]?.id ?? idWithRole('admin')
    const usage = random.below(20) === 0 ? '' : (PLAIN_USAGES[random.below(PLAIN_USAGES.length)] ?? '')
    const createdBy = random.below(15) === 0 ? undefined : random.below(3) === 0 ? '101' : userId
    const createdAt = options.now - random.below(900 * 24 * 60) * MINUTE
    return { userId, usage, createdAt, createdBy, disabled: random.below(12) === 0 }
  })
  return tokens.toSorted((a, b) => a.createdAt - b.createdAt)
}

/** Tokens named 1, 2, 3 …; each four share a time, so that equal sort keys are among them. */
function numbered(role: Role, count: number, name: string, now: number): readonly NewToken[] {
  const userId = idWithRole(role)
  return Array.from({ length: count }, (_, index) => ({
    userId,
    usage: `${name} ${index + 1}`,
    createdAt: now - Math.ceil((count - index) / 4) * HOUR,
    createdBy: userId,
    disabled: index % 50 === 49,
  }))
}

function idWithRole(role: Role): string {
  const user = PEOPLE_WITH_ROLES.find((person) => person.role === role)
  if (user === undefined) throw new Error(`nobody is seeded with the role ${role}`)
  return user.id
}
