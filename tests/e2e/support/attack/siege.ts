import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { ProfileId } from '../../../../src/contract/index.ts'
import type { WebitelServer } from '../../../../tools/webitel-server/index.ts'
import { expect, type Running } from '../fixtures.ts'
import { contentOf, filesBelow, filesWith } from '../residue.ts'
import { MARK, type Case } from './cases.ts'
import { wrongOnes, type Outcome } from './fire.ts'

export interface Siege {
  readonly running: Running
  readonly server: WebitelServer
  readonly profile: string
  /** Said when something fails, so that it can be had again. */
  readonly seed: number
}

/**
 * Fires, and looks at what is left: every call was refused, nothing was asked of the server, nothing was written, and
 * the application answers as before.
 */
export async function withstands(
  { running, server, profile, seed }: Siege,
  cases: readonly Case[],
  fire: (cases: readonly Case[]) => Promise<Outcome[]>,
): Promise<readonly Outcome[]> {
  const before = { files: await filesOf(profile), state: await held(running) }
  server.clearRequests()
  const outcomes = await fire(cases)
  expect(outcomes, `seed ${seed}`).toHaveLength(cases.length)
  expect(wrongOnes(cases, outcomes), `seed ${seed}`).toEqual([])
  expect({ files: await filesOf(profile), state: await held(running) }, `seed ${seed}`).toEqual(before)
  expect(server.requests, `seed ${seed}`).toHaveLength(0)
  expect(await filesWith(profile, [MARK]), `seed ${seed}`).toEqual([])
  return outcomes
}

/** What the application answers when it is asked properly; the same process, window and page as before. */
async function held({ app, page }: Running): Promise<unknown> {
  const answers = await page.evaluate(async () => {
    const { request } = window.webitel
    const state = await request['session:state']()
    const ofProfile = async (profile: ProfileId) => [
      await request['lost:current'](profile),
      await request['jobs:current'](profile),
    ]
    return [
      await request['settings:read'](),
      state,
      await request['reveal:current'](),
      ...(state.ok && state.value.kind === 'signed-in' ? await ofProfile(state.value.account.profileId) : []),
      performance.timeOrigin,
    ]
  })
  const windows = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => [window.id, window.webContents.getOSProcessId()]),
  )
  return { answers, windows, process: app.process().exitCode }
}

/** Each file of the profile folder and what it holds. The log is told of refusals: it is looked through by itself. */
async function filesOf(profile: string): Promise<Record<string, string>> {
  const files = (await filesBelow(profile)).filter((path) => !path.startsWith('logs') && !CHROMIUM.test(path))
  const sums = files.map(async (path) => {
    const content = await contentOf(join(profile, path))
    return [
      path,
      createHash('sha256')
        .update(content ?? '')
        .digest('hex'),
    ] as const
  })
  return Object.fromEntries(await Promise.all(sums))
}

/** Its own state, at times of its own: nothing of the page, whose session is in memory. */
const CHROMIUM =
  /^(\.org\.chromium|Local State|Preferences|.*Cache\/|Session Storage\/|Local Storage\/|Network|Trust Tokens|Shared|DIPS|Cookies|blob_storage\/|Dictionaries\/|Crashpad\/)/
