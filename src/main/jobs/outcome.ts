import type { AppError, JobKind, Token, TokenId } from '../../contract/index.ts'
import { failure } from '../failure.ts'
import type { Holding } from '../tokens/holding.ts'
import type { Run } from './run.ts'
import type { Look } from './worker.ts'

/** Milliseconds that a server may take to show what it has done, or to do what a gateway no longer waited for. */
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

/**
 * What was said, compared with what the server then holds: a failure whose work was done after all is done; what the
 * server said was done and is not has failed; where nothing can be told, that is said.
 */
export async function compare(run: Run, { look, lookClosely }: Look): Promise<void> {
  const { userId } = run.request
  const { signal } = (run.looking = new AbortController())
  const at = async (ids: readonly TokenId[], how = look) =>
    ids.length === 0 ? NOTHING : await how(userId, ids, signal, run.stop.signal).catch(() => NOTHING)
  const seen = await at([...doubtfulOf(run), ...refusedOf(run), ...run.done])
  const denied = againstOf(run, [...run.done], seen)
  const closely = await at(unseenOf([...doubtfulOf(run), ...refusedOf(run)], seen), lookClosely)
  settleDoubtful(run, closely, seen)
  settleRefused(run, closely, seen)
  const left = doubtfulOf(run)
  if (denied.length + left.length === 0 || signal.aborted) return
  await new Promise((resolve) => setTimeout(resolve, LAG))
  const again = await at([...denied, ...left])
  for (const id of againstOf(run, denied, again)) failWith(run, id, failure('not-done').error)
  settleDoubtful(run, await at(unseenOf(doubtfulOf(run), again), lookClosely), again)
}

const NOTHING: Holding = new Map()
const doubtfulOf = ({ failures, doubted }: Run): readonly TokenId[] => [
  ...doubted.keys(),
  ...[...failures.values()].filter(({ error }) => UNCERTAIN.has(error.code)).map(({ id }) => id),
]

/** Failures that a lookup on the server can't change. */
const FINAL: ReadonlySet<AppError['code']> = new Set(['session-ended', 'name-changed'])

/** Certainly not done by this job; someone else may have done it. */
const refusedOf = ({ failures }: Run): readonly TokenId[] =>
  [...failures.values()]
    .filter(({ error }) => !UNCERTAIN.has(error.code) && !FINAL.has(error.code))
    .map(({ id }) => id)

/** A list may leave one out while others come and go. */
const unseenOf = (ids: readonly TokenId[], seen: Holding): readonly TokenId[] =>
  ids.filter((id) => seen.get(id) === undefined)

/** Those of which the server shows the contrary. Whoever then deleted one that was disabled has not undone that. */
const againstOf = ({ request }: Run, ids: readonly TokenId[], holding: Holding): readonly TokenId[] =>
  ids.filter((id) => holding.get(id) !== undefined && !isDone(request.kind, holding.get(id)))

function isDone(kind: JobKind, token: Token | undefined): boolean {
  if (kind === 'delete') return token === undefined
  return token !== undefined && (token.disabledAt === undefined) === (kind === 'enable')
}

/** @param closely what was seen of those that `seen` does not show */
function settleDoubtful(run: Run, closely: Holding, seen: Holding): void {
  for (const id of doubtfulOf(run)) settle(run, id, seen.get(id) === undefined ? closely : seen)
}

/** What is as it was to be counts, whoever made it so: a server may refuse before it looks whether there is a token. */
function settleRefused(run: Run, closely: Holding, seen: Holding): void {
  for (const id of refusedOf(run)) {
    const holding = seen.get(id) === undefined ? closely : seen
    if (!holding.has(id) || !isDone(run.request.kind, holding.get(id))) continue
    run.failures.delete(id)
    run.done.add(id)
  }
}

function settle(run: Run, id: TokenId, holding: Holding): void {
  const { begun, done, doubted, failures } = run
  const failed = failures.get(id) ?? doubted.get(id)
  if (!failed) return
  const { unsure: _, ...sure } = failed
  const isFailure = failures.has(id)
  if (!holding.has(id)) {
    // It is known to have been sent.
    begun.add(id)
    failures.set(id, { ...sure, unsure: true })
  } else if (isDone(run.request.kind, holding.get(id))) {
    begun.add(id)
    doubted.delete(id)
    failures.delete(id)
    done.add(id)
  } else if (!isFailure) return
  else if (holding.get(id) === undefined) failWith(run, id, failure('not-found').error)
  else failures.set(id, sure)
}

function failWith({ items, done, failures }: Run, id: TokenId, error: AppError): void {
  const item = items.get(id)
  if (!item) return
  done.delete(id)
  failures.set(id, { ...item, error })
}
