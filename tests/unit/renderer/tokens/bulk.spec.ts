import { beforeEach, describe, expect, it } from 'vitest'
import type { JobId, JobState, ProfileId } from '../../../../src/contract/index.ts'
import { useBulk } from '../../../../src/renderer/tokens/bulk.ts'
import { useTokens } from '../../../../src/renderer/tokens/tokens.ts'
import {
  ACCOUNT,
  createFakeBridge,
  failed,
  NEWEST_FIRST,
  ME,
  MINE,
  ok,
  token,
  tokenId,
  type FakeBridge,
} from '../fake-bridge.ts'
import { settled, withBridge } from '../with-bridge.ts'

const ROWS = ['a', 'b', 'c'].map((id) => token(id))
const JOB: JobState = {
  id: 'job' as JobId,
  profile: MINE.profile,
  kind: 'delete',
  userId: ME.id,
  phase: 'running',
  total: 3,
  done: 0,
  failed: 0,
  failures: [],
  doneIds: [],
  untried: [],
}
const ERROR = { code: 'forbidden', message: '', retryable: false } as const
const PARTLY: JobState = {
  ...JOB,
  phase: 'finished',
  done: 1,
  doneIds: [tokenId('a')],
  failed: 1,
  failures: [{ id: tokenId('b'), usage: 'usage b', error: ERROR }],
  untried: [{ id: tokenId('c'), usage: 'usage c' }],
}

let bridge: FakeBridge
beforeEach(() => {
  bridge = withBridge(createFakeBridge([...ROWS]))
})

async function started() {
  const bulk = useBulk()
  bridge.request['jobs:start'] = async () => ok(JOB)
  bulk.ask('delete', MINE, ROWS)
  await bulk.start()
  return bulk
}

describe('asking', () => {
  it('keeps id, name and time of each, and sends the first two', () => {
    const bulk = useBulk()
    bulk.ask('delete', MINE, ROWS)
    expect(bulk.request?.items[0]).toEqual({ id: 'a', usage: 'usage a', createdAt: ROWS[0]?.createdAt })
    expect(bulk.open).toBe(true)
  })

  it('deletes nothing when it is refused', async () => {
    const bulk = useBulk()
    bulk.ask('delete', MINE, ROWS)
    await bulk.close()
    expect(bridge.asked).toEqual([])
    expect(bulk.open).toBe(false)
  })

  it('does not open for nothing, nor over another question', () => {
    const bulk = useBulk()
    bulk.ask('delete', MINE, [])
    expect(bulk.open).toBe(false)
    bulk.ask('delete', MINE, ROWS.slice(0, 1))
    bulk.ask('delete', MINE, ROWS)
    expect(bulk.request?.items).toHaveLength(1)
  })
})

describe('a job', () => {
  it('closes by itself when all is gone, and says how many', async () => {
    const tokens = useTokens()
    await tokens.show({ ...MINE, search: '', page: 1, size: 10, sort: NEWEST_FIRST })
    tokens.selection.set(ROWS, true)
    const bulk = useBulk()
    bulk.ask('delete', MINE, ROWS.slice(0, 2))
    await bulk.start()
    await settled()
    expect([bulk.open, bulk.allDone?.count]).toEqual([false, 2])
    expect(tokens.rows.map(({ id }) => id)).toEqual(['c'])
    expect([...tokens.selection.selected.keys()]).toEqual(['c'])
  })

  it('starts once for two presses in one moment', async () => {
    const bulk = useBulk()
    bulk.ask('delete', MINE, ROWS)
    await Promise.all([bulk.start(), bulk.start()])
    expect(bridge.asked.filter((channel) => channel === 'jobs:start')).toHaveLength(1)
  })

  it('stays with what was not deleted, and the selection keeps it', async () => {
    const tokens = useTokens()
    await tokens.show({ ...MINE, search: '', page: 1, size: 10, sort: NEWEST_FIRST })
    tokens.selection.set(ROWS, true)
    const bulk = await started()
    bridge.emit('job:changed', PARTLY)
    expect(bulk.job).toEqual(PARTLY)
    expect(bulk.allDone?.count).toBeUndefined()
    expect([...tokens.selection.selected.keys()]).toEqual(['b', 'c'])
  })

  it('tries only what failed again, not what Stop kept', async () => {
    const bulk = await started()
    bridge.emit('job:changed', PARTLY)
    let again: unknown
    bridge.request['jobs:start'] = async (_profile, request) => {
      again = request.items
      return ok({ ...JOB, id: 'job 2' as JobId })
    }
    await bulk.retry()
    expect(again).toEqual([{ id: 'b', usage: 'usage b' }])
    expect(bulk.job?.id).toBe('job 2')
  })

  it('asks about what Stop kept, where nothing has failed', async () => {
    const bulk = await started()
    bridge.emit('job:changed', { ...PARTLY, failed: 0, failures: [] })
    bridge.asked.length = 0
    await bulk.retry()
    expect(bridge.asked).toEqual(['jobs:dismiss'])
    expect([bulk.open, bulk.job]).toEqual([true, undefined])
    expect(bulk.request?.items).toEqual([{ id: 'c', usage: 'usage c' }])
  })

  it('is done for the profile that was shown when it was asked, whoever is shown by now', async () => {
    const bulk = useBulk()
    let by: unknown
    bridge.request['jobs:start'] = async (profile) => {
      by = profile
      return failed('cancelled')
    }
    bulk.ask('delete', MINE, ROWS)
    const other = { ...ACCOUNT, profileId: 'other' as ProfileId }
    bridge.emit('session:changed', { kind: 'signed-in', account: other, saved: [] })
    await bulk.start()
    expect(by).toBe(ACCOUNT.profileId)
  })

  it('is not put back to its beginning by an answer that comes after its end', async () => {
    const bulk = useBulk()
    bridge.request['jobs:start'] = async () => {
      bridge.emit('job:changed', PARTLY)
      return ok(JOB)
    }
    bulk.ask('delete', MINE, ROWS)
    await bulk.start()
    expect(bulk.job?.phase).toBe('finished')
  })

  it('ignores events of another job', async () => {
    const bulk = await started()
    bridge.emit('job:changed', { ...PARTLY, id: 'other' as JobId })
    expect(bulk.job?.phase).toBe('running')
  })

  it('is shown again after the page was loaded again', async () => {
    bridge.request['jobs:current'] = async () => ok({ ...JOB, done: 2 })
    const bulk = useBulk()
    await bulk.resume(MINE.profile)
    expect(bulk.job?.done).toBe(2)
  })
})

it('keeps the question open with the reason when the job could not be started', async () => {
  bridge.request['jobs:start'] = async () => failed('busy')
  const bulk = useBulk()
  bulk.ask('delete', MINE, ROWS)
  await bulk.start()
  expect([bulk.error?.code, bulk.open, bulk.starting]).toEqual(['busy', true, false])
})
