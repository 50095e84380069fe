import type { AppError, JobFailure, JobKind, Token, TokenId, UserId } from '../../contract/index.ts'
import { failure } from '../failure.ts'
import type { Holding } from '../tokens/holding.ts'
import type { Run } from './run.ts'

/** Milliseconds that a server may take to show everywhere what it has done. */
const LAG = 1000
/** After these nobody knows whether it was done. */
const UNCERTAIN: ReadonlySet<AppError['code']> = new Set([
  'connection-lost',
  'timeout',
  'server',
  'bad-answer',
  'not-webitel',
  'too-large',
])

export interface Look {
  /** All of them, in one look. @throws Failure */
  readonly look: (userId: UserId, ids: readonly TokenId[], signal: AbortSignal) => Promise<Holding>
  /** One by one, to be sure. */
  readonly lookClosely: (userId: UserId, ids: readonly TokenId[], signal: AbortSignal) => Promise<Holding>
}

/**
 * What was said, compared with what the server then holds: a failure whose work was done after all is done; what the
 * server said was done and is not has failed; where nothing can be told, that is said.
 */
export async function compare(run: Run, { look, lookClosely }: Look): Promise<void> {
  const { userId } = run.request
  const { signal } = (run.looking = new AbortController())
  const at = async (ids: readonly TokenId[], how: Look['look'] = look) =>
    ids.length === 0 ? NOTHING : await how(userId, ids, signal).catch(() => NOTHING)
  const doubtful = [
    ...run.doubted.keys(),
    ...[...run.failures.values()].filter(isDoubtful).map(({ id }) => id),
  ]
  const seen = await at([...doubtful, ...run.done])
  const denied = againstOf(run, [...run.done], seen)
  // A copy of its data may lag behind.
  if (denied.length > 0) await new Promise((resolve) => setTimeout(resolve, LAG))
  const stillDenied = againstOf(run, denied, await at(denied))
  for (const id of stillDenied) failWith(run, id, failure('not-done').error)
  // A list may leave one out while others come and go.
  const missing = doubtful.filter((id) => seen.get(id) === undefined)
  const closely = await at(missing, lookClosely)
  settleDoubtful(run, doubtful, new Map([...seen, ...closely]))
}

const NOTHING: Holding = new Map()
const isDoubtful = ({ error }: JobFailure): boolean => UNCERTAIN.has(error.code)

/** Those of which the server shows the contrary. Whoever then deleted one that was disabled has not undone that. */
const againstOf = ({ request }: Run, ids: readonly TokenId[], holding: Holding): readonly TokenId[] =>
  ids.filter((id) => holding.get(id) !== undefined && !isDone(request.kind, holding.get(id)))

function isDone(kind: JobKind, token: Token | undefined): boolean {
  if (kind === 'delete') return token === undefined
  return token !== undefined && (token.disabledAt === undefined) === (kind === 'enable')
}

function settleDoubtful(run: Run, ids: readonly TokenId[], holding: Holding): void {
  for (const id of ids) {
    const failed = run.failures.get(id) ?? run.doubted.get(id)
    if (!failed) continue
    if (!holding.has(id)) mark(run, id, { ...failed, unsure: true })
    else if (isDone(run.request.kind, holding.get(id))) {
      mark(run, id)
      run.done.add(id)
    } else if (run.failures.has(id) && holding.get(id) === undefined)
      failWith(run, id, failure('not-found').error)
  }
}

/** It is known to have been sent. */
function mark({ begun, failures }: Run, id: TokenId, failed?: JobFailure): void {
  begun.add(id)
  if (failed) failures.set(id, failed)
  else failures.delete(id)
}

function failWith({ items, done, failures }: Run, id: TokenId, error: AppError): void {
  const item = items.get(id)
  if (!item) return
  done.delete(id)
  failures.set(id, { ...item, error })
}
