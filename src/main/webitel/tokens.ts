import type {
  NewToken,
  Token,
  TokenId,
  TokenPage,
  TokenQuery,
  TokenRef,
  UserId,
} from '../../contract/index.ts'
import type { z } from 'zod'
import { codeOf } from '../failure.ts'
import { person } from './people.ts'
import { serverPattern } from './patterns.ts'
import { createdAnswer, deletedAnswer, tokenAnswer, tokenPageAnswer, type TokenAnswer } from './schemas.ts'
import type { Wire } from './wire.ts'

/** A new token and its secret. The secret is empty when the server left it out. */
export interface Created {
  readonly token: Token
  readonly secret: string
}

/** The registry of a user's tokens on the wire: `/users/{user_id}/tokens` (WEBITEL.md, Tokens). */
export interface TokensApi {
  readonly list: (query: TokenQuery, signal?: AbortSignal) => Promise<TokenPage>
  /** Yields pages of the matching rows as long as the caller reads on; other rows may be among them. */
  readonly all: (everything: Everything, signal?: AbortSignal) => AsyncGenerator<TokenPage>
  /**
   * Sends one request, once. Either the id or the secret may be empty. @throws Failure; see `creation.ts` for
   * their meaning
   */
  /** @param onLate called with the response when it arrives after the request timed out */
  readonly create: (
    request: NewToken,
    signal?: AbortSignal,
    onLate?: (created: Created) => void,
  ) => Promise<Created>
  readonly read: (userId: UserId, id: TokenId, signal?: AbortSignal) => Promise<Token>
  /**
   * Changes its name or state. Both are always sent: whether leaving out the name erases it, and whether
   * leaving out `enable` disables the token, is unknown (WEBITEL.md, Tokens).
   *
   * @param isDone whether a token shows that the change was made; used when the response was lost
   */
  readonly change: (
    userId: UserId,
    id: TokenId,
    change: TokenChange,
    isDone: (token: Token) => boolean,
    signal?: AbortSignal,
  ) => Promise<Token>
  /** Resolves when the token is deleted, also if it was deleted before. */
  readonly remove: (userId: UserId, id: TokenId) => Promise<void>
}

/** All matching tokens of a user, sorted by id, or unsorted if the server refuses to sort. */
export interface Everything {
  readonly userId: UserId
  readonly search: string
  readonly size: number
  readonly byId: boolean
}

export interface TokenChange {
  readonly usage: string
  readonly enabled: boolean
}

/** All but `token`: a list must not bring secrets, and if it does (unknown), the schema drops them. */
const FIELDS = [
  'id',
  'usage',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'deleted_at',
  'deleted_by',
]
const fields = FIELDS.map((field) => ['fields', field] as const)

export function createTokensApi(wire: Wire): TokensApi {
  async function page(userId: UserId, query: readonly (readonly [string, string])[], signal?: AbortSignal) {
    const path = collection(userId)
    const answer = await wire.ask({ method: 'GET', path, query, schema: tokenPageAnswer, signal })
    const { next, unreadable } = answer
    const items = unique(answer.items.map(asToken))
    return { items, next, ...(unreadable > 0 ? { unreadable } : {}) }
  }

  async function* all(wanted: Everything, signal?: AbortSignal): AsyncGenerator<TokenPage> {
    for (let number = 1; ; number += 1) yield await page(wanted.userId, everything(wanted, number), signal)
  }

  return {
    list: (query, signal) => page(query.userId, listing(query), signal),
    all,
    async create({ owner, usage }, signal, onLate) {
      const path = collection(owner.id)
      const answer = await wire.ask({
        method: 'POST',
        path,
        body: { usage },
        schema: createdAnswer,
        signal,
        once: true,
        onLate: (late) => onLate?.(createdOf(late)),
      })
      return createdOf(answer)
    },
    read: (userId, id, signal) => read(wire, userId, id, signal),
    change: (userId, id, to, isDone, signal) => change(wire, { userId, id }, to, isDone, signal),
    remove: (userId, id) => remove(wire, userId, id),
  }
}

const createdOf = (answer: z.infer<typeof createdAnswer>): Created => ({
  token: asToken(answer),
  secret: answer.token,
})

const collection = (userId: UserId): string => `users/${encodeURIComponent(userId)}/tokens`
const one = (userId: UserId, id: TokenId): string => `${collection(userId)}/${encodeURIComponent(id)}`

function listing({ search, sort, page, size }: TokenQuery): (readonly [string, string])[] {
  const { q } = serverPattern(search)
  const direction = sort.descending ? '-' : '+'
  return [
    ...(q === undefined ? [] : [['q', q] as const]),
    ...fields,
    ['sort', `${direction}${sort.field}`],
    // Whether equal keys keep their order from page to page is unknown: the id decides.
    ['sort', `${direction}id`],
    ['page', String(page)],
    ['size', String(size)],
  ]
}

function everything({ search, size, byId }: Everything, page: number): (readonly [string, string])[] {
  const { q } = serverPattern(search)
  return [
    ...(q === undefined ? [] : [['q', q] as const]),
    ...fields,
    ...(byId ? [['sort', '+id'] as const] : []),
    ['page', String(page)],
    ['size', String(size)],
  ]
}

async function read(wire: Wire, userId: UserId, id: TokenId, signal?: AbortSignal): Promise<Token> {
  return asToken(
    await wire.ask({ method: 'GET', path: one(userId, id), query: fields, schema: tokenAnswer, signal }),
  )
}

/** If the response to a change is lost, reads the token to verify the outcome. */
async function change(
  wire: Wire,
  { userId, id }: TokenRef,
  to: TokenChange,
  isDone: (token: Token) => boolean,
  signal?: AbortSignal,
): Promise<Token> {
  const query = [['fields', 'usage'] as const, ['enable', String(to.enabled)] as const]
  const body = { usage: to.usage }
  try {
    return asToken(
      await wire.ask({ method: 'PATCH', path: one(userId, id), query, body, schema: tokenAnswer, signal }),
    )
  } catch (thrown) {
    if (!mayHaveWorked(thrown)) throw thrown
    const now = await read(wire, userId, id)
    if (!isDone(now)) throw thrown
    return now
  }
}

/** If the response to a delete is lost, reads the token to verify the outcome. */
async function remove(wire: Wire, userId: UserId, id: TokenId): Promise<void> {
  try {
    await wire.ask({ method: 'DELETE', path: one(userId, id), schema: deletedAnswer, alsoFine: [] })
  } catch (thrown) {
    if (codeOf(thrown) === 'not-found') return
    if (!mayHaveWorked(thrown) || !(await isGone(wire, userId, id))) throw thrown
  }
}

const UNCERTAIN = new Set(['connection-lost', 'timeout', 'server', 'bad-answer', 'not-webitel', 'too-large'])
const mayHaveWorked = (thrown: unknown): boolean => UNCERTAIN.has(codeOf(thrown))

const ABSENT = new Set(['offline', 'unreachable'])

async function isGone(wire: Wire, userId: UserId, id: TokenId): Promise<boolean> {
  try {
    await read(wire, userId, id)
    return false
  } catch (thrown) {
    // Without a network the outcome is unknown; the caller retries when the network is back.
    if (ABSENT.has(codeOf(thrown))) throw thrown
    return codeOf(thrown) === 'not-found'
  }
}

function asToken(answer: TokenAnswer): Token {
  return {
    id: answer.id,
    usage: answer.usage,
    ...present('createdAt', answer.created_at),
    ...present('createdBy', answer.created_by && person(answer.created_by)),
    ...present('updatedAt', answer.updated_at),
    ...present('updatedBy', answer.updated_by && person(answer.updated_by)),
    ...present('disabledAt', answer.deleted_at),
    ...present('disabledBy', answer.deleted_by && person(answer.deleted_by)),
  }
}

const present = <Key extends string, Value>(key: Key, value: Value | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value }

/** A row that a server repeats (equal keys wandering from page to page) is one row. */
const unique = (tokens: readonly Token[]): readonly Token[] => [
  ...new Map(tokens.map((token) => [token.id, token])).values(),
]
