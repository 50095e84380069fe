import { currentLost, settle } from './creating.ts'
import { createDesktop, SIDES, type Desktop } from './desktop.ts'
import { createModel, type Model } from './model.ts'
import { openPage, type Page } from './page.ts'
import { begin, perform, signIn } from './person.ts'
import { close, compared, look } from './showing.ts'
import type { LifePlan } from './steps.ts'

/**
 * Plays lives on one folder, then one more in which everything is open and answers: whoever looks through all that they
 * are asked about must find every token that they have not dealt with.
 *
 * @returns what went against a promise, if anything did, with all that was done
 */
export async function playLives(servers: Desktop['servers'], plans: readonly LifePlan[]): Promise<string> {
  const desktop = createDesktop(servers)
  const model = createModel(desktop)
  try {
    for (const [at, plan] of plans.entries()) {
      model.trace.push(`— life ${at + 1}`)
      await live(desktop, model, plan)
    }
    model.trace.push('— the last look')
    await lookThrough(desktop, model)
    return model.wrong.length > 0 ? [...model.wrong, '', ...model.trace].join('\n') : ''
  } finally {
    for (const { faults } of servers) faults.clear()
    desktop.remove()
  }
}

async function live(desktop: Desktop, model: Model, plan: LifePlan): Promise<void> {
  const page = openPage(desktop, model, plan)
  const { life } = page
  await begin(page, plan.side)
  for (const step of plan.steps) await perform(page, step)
  await Promise.race([page.idle(), life.gate.closed])
  if (plan.ends !== 'killed') await compared(page)
  model.cutShort()
  if (plan.ends === 'closed') await life.close()
  if (plan.ends === 'with the desktop') await life.end()
  model.trace.push(`  ${plan.ends} after ${life.gate.effects()} effects`)
  life.gate.close()
  for (const { faults } of desktop.servers) faults.clear()
  // A server goes on with what has reached it.
  await life.gate.settled()
}

async function lookThrough(desktop: Desktop, model: Model): Promise<void> {
  desktop.keychain.be('open')
  const waiting = model.ours().filter(({ id }) => desktop.isHeld(id) && !model.dealt.has(id))
  // From here on everything is to be shown or named once more, whatever was shown before.
  model.known.clear()
  const page = openPage(desktop, model, { renews: true })
  await begin(page, 0)
  for (const side of [0, 1, 0] as const) {
    await closeAll(page)
    await signIn(page, side)
    await closeAll(page)
    await settleAll(page)
  }
  for (const { id, usage } of waiting)
    if (!model.known.has(id) && !isTold(model, usage)) model.complain(`Nobody is told of ${usage} ${id}`)
  checkDoubles(model)
  await leaveAll(page)
}

async function closeAll(page: Page): Promise<void> {
  for (let count = 0; count < MOST_ASKED; count += 1) {
    const reveal = await look(page)
    if (!reveal) return
    await close(page, reveal)
  }
  page.model.complain('A token is shown again and again')
}

async function settleAll(page: Page): Promise<void> {
  for (let count = 0; count < MOST_ASKED; count += 1) {
    const lost = await currentLost(page)
    if (!lost) return
    await settle(page, lost)
  }
  page.model.complain('A create is asked about again and again')
}

/** More than all lives of one folder can leave. */
const MOST_ASKED = 100

/** Where a server did the work twice, or another client used the same name, that was told. */
function checkDoubles(model: Model): void {
  for (const { usage, sent, moreTold, cutShort } of model.names.values()) {
    const count = countOf(model, usage)
    if (count > sent && !moreTold && !cutShort)
      model.complain(`${usage} is there ${count} times, and nobody was told`)
  }
}

const countOf = ({ ours }: Model, name: string): number => ours().filter(({ usage }) => usage === name).length

/** That there may be more of that name than one. One more than were sent was made by a server, or by another client. */
function isTold(model: Model, name: string): boolean {
  const { sent = 0, moreTold, cutShort } = model.names.get(name) ?? {}
  return moreTold === true || (cutShort === true && countOf(model, name) > sent)
}

/** Without accounts and waiting tokens the keychain holds nothing. */
async function leaveAll({ desktop, model, ask, life }: Page): Promise<void> {
  for (const side of SIDES) await ask('session:forget', desktop.profiles[side])
  const holds = (await ask('clipboard:holds')) ?? []
  await ask(
    'clipboard:clear',
    holds.map(({ id }) => id),
  )
  await life.close()
  const left = desktop.keychain.accounts()
  if (left.length > 0) model.complain(`Left in the keychain: ${left.join(', ')}`)
}
