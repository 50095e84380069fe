import type { Page } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Running } from '../fixtures.ts'
import type { Case } from './cases.ts'
import { build } from './recipe.ts'

/**
 * What became of a call: `refused` by main, `not sent` since it can't even be written down, `error <code>`, and what
 * must not be: `answered`, `hung`.
 */
export type Outcome = string

type Ask = (channel: string, args: unknown[]) => Promise<unknown>

/** Calls, a hundred at a time. Runs in the page, so it knows nothing of this file. */
async function volley(text: string, ask: Ask, make: typeof build): Promise<Outcome[]> {
  const cases = JSON.parse(text) as Case[]
  const outcomeOf = async ({ channel, args }: Case): Promise<Outcome> => {
    try {
      const answer = (await ask(channel, args.map(make))) as { ok?: boolean; error?: { code: string } }
      return answer?.ok === false ? `error ${answer.error?.code}` : 'answered'
    } catch (thrown) {
      return String(thrown).includes('remote method') ? 'refused' : 'not sent'
    }
  }
  const inTime = async (one: Case): Promise<Outcome> => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const limit = new Promise<Outcome>((resolve) => (timer = setTimeout(resolve, 120_000, 'hung')))
    const outcome = await Promise.race([outcomeOf(one), limit])
    clearTimeout(timer)
    return outcome
  }
  const outcomes: Outcome[] = []
  for (let at = 0; at < cases.length; at += 100)
    outcomes.push(...(await Promise.all(cases.slice(at, at + 100).map(inTime))))
  return outcomes
}

/** By what the page was given. */
export async function fireThroughBridge(page: Page, cases: readonly Case[]): Promise<Outcome[]> {
  const ask = '(channel, args) => window.webitel.request[channel](...args)'
  return await page.evaluate<Outcome[]>(
    `(${volley.toString()})(${quoted(cases)}, ${ask}, ${build.toString()})`,
  )
}

/** By a renderer that was taken over: `armed` first. Each is sent a second time, as a message that asks for no answer. */
export const fireRaw = async (page: Page, cases: readonly Case[]): Promise<Outcome[]> =>
  await page.evaluate<Outcome[]>(`window.raw.fire(${quoted(cases)})`)

/** A literal of JSON: the text of a text. */
const quoted = (cases: readonly Case[]): string => JSON.stringify(JSON.stringify(cases))

/** Gives the page what only our preload script has, as an exploit would. */
export async function arm({ app, page }: Running, folder: string): Promise<void> {
  const script = join(folder, 'raw.cjs')
  await writeFile(
    script,
    `const { contextBridge, ipcRenderer } = require('electron')
     const build = ${build.toString()}
     const volley = ${volley.toString()}
     const ask = (channel, args) => {
       const answer = ipcRenderer.invoke(channel, ...args)
       ipcRenderer.send(channel, ...args)
       return answer
     }
     contextBridge.exposeInMainWorld('raw', { fire: (cases) => volley(cases, ask, build) })`,
  )
  await app.evaluate(({ session }, path) => {
    const own = session.fromPartition('page') as unknown as {
      registerPreloadScript?: (script: { type: 'frame'; filePath: string }) => void
      setPreloads: (paths: string[]) => void
    }
    if (own.registerPreloadScript) own.registerPreloadScript({ type: 'frame', filePath: path })
    else own.setPreloads([path])
  }, script)
  await page.reload()
}

/** The cases that had another outcome than they may, as one can look at them. */
export const wrongOnes = (cases: readonly Case[], outcomes: readonly Outcome[]): string[] =>
  cases.flatMap((one, at) =>
    ALLOWED.has(outcomes[at] ?? 'none') ? [] : [`${outcomes[at]}: ${JSON.stringify(one).slice(0, 500)}`],
  )

const ALLOWED: ReadonlySet<Outcome> = new Set(['refused', 'not sent'])
