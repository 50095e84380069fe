import { change, createElsewhere, deleteElsewhere, openOwner } from './changing.ts'
import { create, dealWithLost } from './creating.ts'
import type { Side } from './desktop.ts'
import { nextTicket, type Page } from './page.ts'
import { dealWith, endHolds, look, showAgain } from './showing.ts'
import type { Step } from './steps.ts'

export async function signIn({ desktop, ask }: Page, side: Side): Promise<void> {
  const server = desktop.servers[side]
  const { login, password } = server.login('admin')
  await ask('session:sign-in', { server: server.url, login, password, allowHttp: true }, nextTicket())
}

/** Whoever starts the application sees what it shows, and signs in where nobody is. */
export async function begin(page: Page, side: Side): Promise<void> {
  const state = await page.ask('session:state')
  if (state) page.show(state)
  if (state?.kind === 'signed-out') await signIn(page, side)
  await look(page)
}

export async function perform(page: Page, step: Step): Promise<void> {
  const { desktop, model, life } = page
  if (!life.gate.isOpen()) return
  model.trace.push(JSON.stringify(step))
  // A token on the screen covers all but itself.
  if (!UNCOVERED.has(step.do) && (await look(page))) return
  if (LEAVING.has(step.do)) model.cutShort()
  await act(page, step)
  desktop.tokens()
}

const UNCOVERED: ReadonlySet<Step['do']> = new Set([
  'copy',
  'save',
  'close',
  'expire',
  'others create',
  'others delete',
  'keychain',
])
const LEAVING: ReadonlySet<Step['do']> = new Set(['switch', 'sign in', 'sign out', 'remove'])

async function act(page: Page, step: Step): Promise<unknown> {
  const { desktop, model, ask } = page
  switch (step.do) {
    case 'create':
      return await create(page, step)
    case 'sign in':
      return await signIn(page, step.side)
    case 'switch':
      return await ask('session:open', desktop.profiles[step.side])
    case 'remove':
      model.leave(desktop.profiles[step.side])
      return await ask('session:forget', desktop.profiles[step.side])
    case 'sign out':
      return await signOut(page)
    case 'expire':
      return desktop.servers[step.side].state.expireSessions()
    case 'copy':
    case 'save':
    case 'close':
      return await dealWith(page, step.do)
    case 'show again':
      return await showAgain(page)
    case 'clear':
    case 'keep clipboard':
      return await endHolds(page, step.do)
    case 'lost':
      return await dealWithLost(page, step.how)
    case 'open owner':
      return await openOwner(page, step.owner)
    case 'rename':
    case 'disable':
    case 'delete':
      return await change(page, step.do, step.token)
    case 'others create':
      return createElsewhere(page, step.owner)
    case 'others delete':
      return deleteElsewhere(page, step.owner, step.token)
    case 'keychain':
      desktop.keychain.be(step.mood)
      return await ask('keychain:retry')
  }
}

async function signOut({ desktop, ask, shown }: Page): Promise<void> {
  const side = shown()
  if (side !== undefined) await ask('session:sign-out', desktop.profiles[side])
}
