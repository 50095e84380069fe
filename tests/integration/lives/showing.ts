import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Reveal } from '../../../src/contract/index.ts'
import type { Page } from './page.ts'

/** @returns the secret on the screen */
export async function look({ ask, model }: Page): Promise<Reveal | undefined> {
  const reveal = await ask('reveal:current')
  if (reveal) model.show(reveal)
  return reveal
}

export async function close({ ask, isDone, model }: Page, reveal: Reveal): Promise<void> {
  const token = model.bySecret(reveal.secret)
  // From here on it may be gone, be the answer seen or not.
  if (token) model.deal([token.id])
  if (!(await isDone(ask('reveal:close', reveal.id)))) return
  const holds = await ask('clipboard:holds')
  // One that is in the clipboard alone can be shown again.
  if (holds && !holds.some(({ id, onlyCopy }) => id === reveal.id && onlyCopy))
    model.closed.add(reveal.secret)
}

async function save({ ask, model, desktop }: Page, reveal: Reveal): Promise<void> {
  const outcome = await ask('reveal:save', reveal.id, 'txt')
  if (outcome?.kind !== 'saved') return
  if (readFileSync(join(desktop.saved, outcome.file), 'utf8') !== reveal.secret)
    model.complain(`Called saved, and is not: ${reveal.usage}`)
}

/** @param how what is done with the token on the screen, in words */
export async function dealWith(page: Page, how: string): Promise<void> {
  const reveal = await look(page)
  if (!reveal) return
  if (how.includes('copy')) await page.ask('reveal:copy', reveal.id, 'token')
  if (how.includes('save')) await save(page, reveal)
  if (how.includes('close')) await close(page, reveal)
}

export async function showAgain(page: Page): Promise<void> {
  for (const { id } of (await page.ask('clipboard:holds')) ?? []) await page.ask('reveal:show-again', id)
  await look(page)
}

export async function endHolds({ ask }: Page, how: 'clear' | 'keep clipboard'): Promise<void> {
  const ids = ((await ask('clipboard:holds')) ?? []).map(({ id }) => id)
  if (how === 'clear') await ask('clipboard:clear', ids)
  else await ask('clipboard:keep')
}

/** Waits for what is compared behind a new token, and looks at it. */
export async function compared(page: Page): Promise<void> {
  const { gate } = page.life
  for (let turns = 0; turns < TURNS && gate.isOpen(); turns += 1) {
    await Promise.race([gate.settled(), gate.closed])
    await new Promise(setImmediate)
  }
  await look(page)
}

/** Of the event loop, which reading an answer takes at most. */
const TURNS = 30
