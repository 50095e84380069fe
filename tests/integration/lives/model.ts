import type { AlsoNew, LostCreate, ProfileId, Reveal, TokenId, UserId } from '../../../src/contract/index.ts'
import { SIDES, type Desktop, type Held, type Side } from './desktop.ts'

/** A name that the person asked for, which no other server knows. */
interface Named {
  readonly side: Side
  readonly owner: UserId
  readonly usage: string
  /** How often Add was pressed, and how often a request was sent. */
  presses: number
  sent: number
  /** The person was told that more than one token is new, or that this can't be told. */
  moreTold: boolean
  /** The life or the account was left before the ids were compared. */
  cutShort: boolean
}

/** Names that only one of the servers knows. */
const MARKS = ['alpha', 'beta'] as const

/**
 * What the person was shown, did and confirmed, kept apart from how the application does it. `wrong` says what goes
 * against its promises.
 */
export function createModel(desktop: Desktop) {
  const names = new Map<string, Named>()
  /** Shown, named or told of. */
  const known = new Set<TokenId>()
  /** Nothing has to be said of these any more: the person closed, kept, deleted or left them. */
  const dealt = new Set<TokenId>()
  /** Secrets that must not be shown again. */
  const closed = new Set<string>()
  const confirmed = new Set<TokenId>()
  const wrong: string[] = []
  const trace: string[] = []

  const complain = (words: string): void => void wrong.push(words)
  const sideOf = (profile: string | undefined): Side | undefined =>
    SIDES.find((side) => desktop.profiles[side] === profile)
  const bySecret = (secret: string): Held | undefined =>
    [...desktop.tokens().values()].find((token) => token.secret === secret)
  const deal = (ids: readonly TokenId[]): void => ids.forEach((id) => void dealt.add(id))

  /** Nothing of the other account. */
  function check(side: Side | undefined, value: unknown, what: string): void {
    if (side === undefined) return
    const text = JSON.stringify(value ?? null)
    const other = side === 0 ? 1 : 0
    const foreign = [...desktop.tokens().values()].filter((token) => token.side === other)
    const leaks =
      text.includes(MARKS[other]) ||
      foreign.some(({ id, secret }) => text.includes(id) || text.includes(secret))
    if (leaks) complain(`${what} shows something of ${MARKS[other]} under ${MARKS[side]}: ${text}`)
  }

  function tellMore(usage: string, ids: readonly TokenId[]): void {
    ids.forEach((id) => void known.add(id))
    const named = names.get(usage)
    if (named) named.moreTold = true
  }

  /** @returns the token of that secret */
  function show(reveal: Reveal): Held | undefined {
    const token = bySecret(reveal.secret)
    if (!token) complain(`A secret is shown that no server made: ${reveal.usage}`)
    if (!token) return undefined
    if (closed.has(reveal.secret)) complain(`Shown again after Close: ${token.usage}`)
    if (reveal.profile !== undefined && reveal.profile !== desktop.profiles[token.side])
      complain(`${token.usage} is shown as another account's`)
    if (reveal.server !== undefined && reveal.server !== desktop.servers[token.side].url)
      complain(`${token.usage} is shown as another server's`)
    known.add(token.id)
    if (reveal.alsoNew) also(reveal.usage, reveal.alsoNew)
    return token
  }

  function also(usage: string, more: AlsoNew): void {
    tellMore(usage, more.kind === 'tokens' ? more.tokens.map(({ id }) => id) : [])
  }

  function named(lost: LostCreate): readonly TokenId[] {
    const { finding, usage } = lost
    if (finding.kind === 'unknown') tellMore(usage, [])
    if (finding.kind !== 'made') return []
    const ids = finding.tokens.map(({ id }) => id)
    if (finding.count > 1) tellMore(usage, ids)
    ids.forEach((id) => void known.add(id))
    return ids
  }

  return {
    names,
    known,
    dealt,
    closed,
    confirmed,
    wrong,
    trace,
    complain,
    sideOf,
    bySecret,
    deal,
    check,
    show,
    also,
    tellMore,
    named,
    request: watchRequests(desktop, { names, confirmed, complain }),
    /** @returns the name, which is new unless the last one of that owner is asked for again */
    press(side: Side, owner: UserId, again: boolean): string {
      const last = [...names.values()].findLast((one) => one.side === side && one.owner === owner)
      const usage = again && last ? last.usage : `${MARKS[side]} ${names.size + 1}`
      const asked = names.get(usage) ?? {
        side,
        owner,
        usage,
        presses: 0,
        sent: 0,
        moreTold: false,
        cutShort: false,
      }
      asked.presses += 1
      names.set(usage, asked)
      return usage
    },
    /** Killed, or left in haste: the ids may not have been compared. */
    cutShort(): void {
      for (const named of names.values()) named.cutShort ||= named.sent > 0 && !named.moreTold
    },
    /** Tokens that came of what the person asked for. */
    ours: (): readonly Held[] => [...desktop.tokens().values()].filter(({ usage }) => names.has(usage)),
    /** That account is removed: nobody can be asked about its creates any more. */
    leave(profile: ProfileId): void {
      const side = sideOf(profile)
      deal([...desktop.tokens().values()].filter((token) => token.side === side).map(({ id }) => id))
    },
  }
}

interface Watched {
  readonly names: ReadonlyMap<string, Named>
  readonly confirmed: ReadonlySet<TokenId>
  readonly complain: (words: string) => void
}

/** Looks at every request of the application, before it is sent. */
function watchRequests(desktop: Desktop, { names, confirmed, complain }: Watched) {
  /** @returns what takes the status of its answer */
  async function request(sent: Request): Promise<(status: number) => void> {
    const { pathname, origin } = new URL(sent.url)
    const side = SIDES.find((one) => desktop.servers[one].url === origin)
    if (side === undefined) complain(`A request to ${origin}`)
    if (side === undefined) return () => undefined
    const key = sent.headers.get('x-webitel-access')
    const { state } = desktop.servers[side === 0 ? 1 : 0]
    if (key !== null && state.sessions().some(({ access }) => access === key))
      complain(`The key of one server is sent to the other: ${pathname}`)
    const id = pathname.split('/')[5] as TokenId | undefined
    if (sent.method === 'DELETE' && (id === undefined || !confirmed.has(id)))
      complain(`Deleted without a confirmation: ${pathname}`)
    return sent.method === 'POST' && pathname.endsWith('/tokens')
      ? await noteCreate(sent.clone())
      : () => undefined
  }

  async function noteCreate(sent: Request): Promise<(status: number) => void> {
    const { usage } = (await sent.json()) as { usage: string }
    const asked = names.get(usage)
    if (!asked) complain(`Nobody asked for ${usage}`)
    if (!asked) return () => undefined
    asked.sent += 1
    if (asked.sent > asked.presses)
      complain(`${usage} was sent ${asked.sent} times for ${asked.presses} presses`)
    // Refused for want of a session: it is sent again once the person has signed in again.
    return (status) => void (asked.sent -= status === 401 ? 1 : 0)
  }

  return request
}

export type Model = ReturnType<typeof createModel>
