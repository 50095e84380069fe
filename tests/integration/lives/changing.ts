import type { TokenId, UserId } from '../../../src/contract/index.ts'
import type { Held, Side } from './desktop.ts'
import { nextTicket, type Page } from './page.ts'

/** Deletes it, as the person confirmed. @returns whether it is gone */
export async function remove(page: Page, userId: UserId, id: TokenId): Promise<boolean> {
  const { desktop, model, ask, life, next } = page
  const side = page.shown()
  if (side === undefined) return false
  model.confirmed.add(id)
  model.deal([id])
  const finished = next('job:changed', ({ phase }) => phase === 'finished')
  // Nobody is told of the job of an account that is no longer shown.
  const left = next('session:changed', (state) => state.kind === 'signed-out').then(() => undefined)
  const items = [{ id, usage: '' }]
  const job = await ask('jobs:start', desktop.profiles[side], { kind: 'delete', userId, items })
  if (!job) return false
  const end = await Promise.race([finished, left, life.gate.closed])
  await ask('jobs:dismiss', job.id)
  return end?.failed === 0
}

/** @param at which of the account's own tokens that are there */
export async function change(page: Page, kind: 'rename' | 'disable' | 'delete', at: number): Promise<void> {
  const { desktop, model, ask } = page
  const side = page.shown()
  if (side === undefined) return
  const token = pick(
    model.ours().filter((one) => one.side === side && desktop.isHeld(one.id)),
    at,
  )
  if (!token) return
  const profile = desktop.profiles[side]
  const ref = { userId: token.userId as UserId, id: token.id }
  const { usage } = token
  if (kind === 'disable') await ask('tokens:enable', profile, { ...ref, enabled: false }, nextTicket())
  if (kind === 'rename') await ask('tokens:rename', profile, { ...ref, from: usage, to: usage }, nextTicket())
  if (kind === 'delete') await remove(page, ref.userId, ref.id)
}

/** Another client of the same login. */
export function createElsewhere({ desktop, shown }: Page, owner: Side): void {
  desktop.servers[shown() ?? 0].state.insertToken(desktop.owners[owner].id, 'of another client')
}

export function deleteElsewhere({ desktop, model, shown }: Page, owner: Side, at: number): void {
  const side = shown() ?? 0
  const { id } = desktop.owners[owner]
  const token = pick(
    model.ours().filter((one) => one.side === side && one.userId === id),
    at,
  )
  if (!token) return
  model.deal([token.id])
  desktop.servers[side].state.deleteToken(token.id)
}

const pick = (tokens: readonly Held[], at: number): Held | undefined =>
  tokens[at % Math.max(1, tokens.length)]

export async function openOwner({ desktop, ask, shown }: Page, owner: Side): Promise<void> {
  const side = shown()
  if (side === undefined) return
  const profile = desktop.profiles[side]
  const sort = { field: 'created_at', descending: true } as const
  await ask('users:opened', profile, desktop.owners[owner])
  const query = { userId: desktop.owners[owner].id, search: '', sort, page: 1, size: 25 }
  await ask('tokens:list', profile, query, nextTicket())
  await ask('users:recent', profile)
}
