import type { CreateOutcome, LostCreate } from '../../../src/contract/index.ts'
import { nextTicket, type Page } from './page.ts'
import { remove } from './changing.ts'
import { compared, dealWith, look } from './showing.ts'
import { FAULTS, type Step } from './steps.ts'

type Create = Extract<Step, { readonly do: 'create' }>

/** New token, Add, and what is done with the outcome. */
export async function create(page: Page, step: Create): Promise<void> {
  const { desktop, model, ask } = page
  const side = page.shown()
  if (side === undefined) return
  const { faults } = desktop.servers[side]
  const owner = desktop.owners[step.owner]
  const usage = model.press(side, owner.id, step.again)
  for (const fault of FAULTS[step.fault]) faults.add({ ...fault, route: 'tokens.create' })
  // Told that it was refused, by a server that refuses the list too, nobody can know more.
  if (step.listRefused !== undefined && step.fault !== 'refused after the work')
    faults.add({ ...REFUSED, route: 'tokens.list', every: step.listRefused, times: 1 })
  if (step.slowList) faults.add({ kind: 'latency', ms: SLOW_MS, route: 'tokens.list', times: 3 })
  if (step.prepared) await ask('tokens:prepare-create', desktop.profiles[side], owner.id, nextTicket())
  const ticket = nextTicket()
  const creating = ask('tokens:create', desktop.profiles[side], { owner, usage }, ticket)
  await meanwhile(page, step, ticket)
  await takeOutcome(page, await creating, step.hasty)
  if (step.meanwhile === 'sign out') model.cutShort()
  if (step.afterwards !== 'nothing') await dealWith(page, step.afterwards)
  faults.clear()
}

/** Milliseconds: a step or two. */
const SLOW_MS = 8
const REFUSED = { kind: 'status', status: 403, body: 'json' } as const

async function meanwhile(page: Page, step: Create, ticket: number): Promise<void> {
  const { desktop, ask, follow } = page
  const side = page.shown()
  if (side === undefined) return
  if (step.meanwhile === 'cancel') await ask('request:cancel', ticket)
  if (step.meanwhile === 'switch') follow(ask('session:open', desktop.profiles[side === 0 ? 1 : 0]))
  if (step.meanwhile === 'sign out') follow(ask('session:sign-out', desktop.profiles[side]))
}

async function takeOutcome(page: Page, outcome: CreateOutcome | undefined, hasty: boolean): Promise<void> {
  const { model } = page
  if (outcome?.kind === 'answer-lost' || outcome?.kind === 'unresolved') model.named(outcome.lost)
  if (outcome?.kind !== 'created') return
  model.known.add(outcome.token.id)
  await look(page)
  if (!hasty) await compared(page)
}

export async function currentLost({ desktop, model, ask, shown }: Page): Promise<LostCreate | undefined> {
  const side = shown()
  if (side === undefined) return undefined
  const lost = await ask('lost:current', desktop.profiles[side])
  if (lost) model.named(lost)
  return lost
}

export async function settle({ desktop, model, ask }: Page, lost: LostCreate): Promise<void> {
  const side = model.names.get(lost.usage)?.side
  if (side === undefined) return
  const ofName = model.ours().filter(({ usage }) => usage === lost.usage)
  if (lost.finding.kind !== 'none') model.deal(ofName.map(({ id }) => id))
  await ask('lost:settle', desktop.profiles[side], lost.id)
}

export async function dealWithLost(
  page: Page,
  how: Extract<Step, { readonly do: 'lost' }>['how'],
): Promise<void> {
  const { desktop, model, ask } = page
  const lost = await currentLost(page)
  const side = page.shown()
  if (!lost || side === undefined) return
  if (how === 'keep') return await settle(page, lost)
  if (how === 'put away') return await ask('lost:put-away', desktop.profiles[side], lost.id)
  const checked = await ask('lost:check', desktop.profiles[side], lost.id)
  if (checked) model.named(checked)
  if (checked && how === 'again') await createAgain(page, checked)
}

/** As **Answer lost** offers it: nothing is deleted but the very token that the server named. */
async function createAgain(page: Page, lost: LostCreate): Promise<void> {
  const { desktop, model, ask } = page
  const { finding, owner, usage, use } = lost
  const named = model.names.get(usage)
  if (finding.kind === 'unknown' || use || !named) return
  const [certain] = finding.kind === 'made' && finding.certain ? finding.tokens : []
  if (certain && !(await remove(page, owner.id, certain.id))) return
  await settle(page, lost)
  named.presses += 1
  const request = { owner, usage }
  await takeOutcome(
    page,
    await ask('tokens:create', desktop.profiles[named.side], request, nextTicket()),
    false,
  )
}
