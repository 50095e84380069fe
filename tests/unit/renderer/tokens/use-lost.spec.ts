import { beforeEach, describe, expect, it, vi } from 'vitest'
import type {
  JobId,
  JobState,
  LostCreate,
  LostFinding,
  LostId,
  Result,
  Token,
  TokenId,
  UserId,
} from '../../../../src/contract/index.ts'
import { useSession } from '../../../../src/renderer/app/session.ts'
import { useBulk } from '../../../../src/renderer/tokens/bulk.ts'
import { useCreation } from '../../../../src/renderer/tokens/creation.ts'
import { useLost } from '../../../../src/renderer/tokens/use-lost.ts'
import { createFakeBridge, failed, ME, MINE, ok, SIGNED_IN, token, type FakeBridge } from '../fake-bridge.ts'
import { held, settled, withBridge } from '../with-bridge.ts'

const lostWith = (finding: LostFinding): LostCreate => ({
  id: 'lost' as LostId,
  owner: ME,
  usage: 'CRM',
  at: 0,
  reason: 'connection',
  finding,
})

const made = (...tokens: readonly Token[]): LostFinding => ({ kind: 'made', tokens, count: tokens.length })
/** The server named it, without its secret. */
const certain = (...tokens: readonly Token[]): LostFinding => ({
  kind: 'made',
  tokens,
  count: tokens.length,
  certain: true,
})

const WORK: Omit<JobState, 'phase'> = {
  id: 'j' as JobId,
  profile: MINE.profile,
  kind: 'delete',
  userId: ME.id,
  total: 1,
  done: 0,
  failed: 0,
  failures: [],
  doneIds: [],
  untried: [],
}

let bridge: FakeBridge
const late = vi.fn()
beforeEach(() => {
  late.mockClear()
  bridge = withBridge(createFakeBridge([token('twin', { usage: 'CRM' })]))
})

/** What was asked, without the look for the next lost create. */
const acts = () => bridge.asked.filter((channel) => channel !== 'lost:current')

/** As the one whose create it was. */
function signIn() {
  useSession().state = SIGNED_IN
}

function open(finding: LostFinding) {
  useCreation().lost = lostWith(finding)
  return useLost(bridge, MINE.profile, lostWith(finding), late)
}

describe('a create whose answer was lost', () => {
  it('is settled and made again when nothing was made', async () => {
    bridge.request['lost:check'] = async () => ok(lostWith({ kind: 'none' }))
    await open({ kind: 'none' }).createAgain()
    expect(acts()).toEqual(['lost:check', 'lost:settle', 'tokens:create'])
    expect(useCreation().lost).toBeUndefined()
  })

  it('is not made again when it has turned up meanwhile', async () => {
    bridge.request['lost:check'] = async () => ok(lostWith(made(token('late'))))
    const lost = open({ kind: 'none' })
    await lost.createAgain()
    expect(bridge.asked).toEqual(['lost:check'])
    expect(lost.lost.value.finding.kind).toBe('made')
  })

  it('is deleted first when one was made', async () => {
    await open(certain(token('twin'))).deleteAndCreateAgain()
    expect(acts()).toEqual(['jobs:start', 'jobs:dismiss', 'lost:settle', 'tokens:create'])
  })

  it('says that it was not made again also when another lost one has taken its place', async () => {
    const other = { ...lostWith({ kind: 'unknown' }), id: 'other' as LostId }
    bridge.request['tokens:create'] = async () => {
      useCreation().lost = other
      return failed('busy')
    }
    await open(certain(token('twin'))).deleteAndCreateAgain()
    expect(useCreation().lost).toEqual(other)
    expect(late).toHaveBeenCalledWith(expect.objectContaining({ code: 'busy' }))
  })

  it('is not made again when the deletion failed', async () => {
    bridge.request['jobs:start'] = async () => failed('offline')
    const lost = open(certain(token('twin')))
    await lost.deleteAndCreateAgain()
    expect(lost.error.value?.code).toBe('offline')
    expect(bridge.asked).toEqual(['jobs:start'])
    expect(useCreation().lost).toBeDefined()
  })

  it('says what keeps it from being made again where that was asked, and can be asked again', async () => {
    bridge.request['lost:check'] = async () => ok(lostWith({ kind: 'none' }))
    const create = bridge.request['tokens:create']
    bridge.request['tokens:create'] = async () => failed('offline')
    const lost = open(certain(token('twin')))
    await lost.deleteAndCreateAgain()
    expect([lost.error.value?.code, lost.mayCreateAgain.value, lost.settled.value]).toEqual([
      'offline',
      true,
      true,
    ])
    expect(useCreation().lost).toBeDefined()
    bridge.request['tokens:create'] = create
    bridge.asked.length = 0
    await lost.createAgain()
    // Main has forgotten it: nothing is left to be checked or settled.
    expect(new Set(acts())).toEqual(new Set(['tokens:create']))
    expect(useCreation().lost).toBeUndefined()
  })

  it('says so elsewhere when the dialog is gone by then', async () => {
    bridge.request['lost:check'] = async () => ok(lostWith({ kind: 'none' }))
    const lost = open({ kind: 'none' })
    bridge.request['tokens:create'] = async () => {
      lost.close()
      return failed('forbidden')
    }
    await lost.createAgain()
    expect(late).toHaveBeenCalledWith(expect.objectContaining({ code: 'forbidden' }))
  })

  it('is told anew when that answer is lost as well', async () => {
    bridge.request['lost:check'] = async () => ok(lostWith({ kind: 'none' }))
    const next = { ...lostWith({ kind: 'unknown' }), id: 'next' as LostId }
    bridge.request['tokens:create'] = async () => ok({ kind: 'answer-lost', lost: next })
    await open({ kind: 'none' }).createAgain()
    expect(useCreation().lost).toEqual(next)
  })

  it('deletes nothing that somebody else has made; a new one would not be a second one', async () => {
    signIn()
    const theirs = token('theirs', { usage: 'CRM', createdBy: { id: '2' as UserId, name: 'Petro' } })
    const finding = made(theirs)
    bridge.request['lost:check'] = async () => ok(lostWith(finding))
    const lost = open(finding)
    expect([lost.foreign.value, lost.mayCreateAgain.value, lost.certain.value]).toEqual([
      true,
      true,
      undefined,
    ])
    await lost.deleteAndCreateAgain()
    expect(bridge.asked).toEqual([])
    await lost.createAgain()
    expect(acts()).toEqual(['lost:check', 'lost:settle', 'tokens:create'])
  })

  it('deletes nothing by guess when several were made', async () => {
    const lost = open(made(token('one'), token('two')))
    await lost.deleteAndCreateAgain()
    expect([lost.certain.value, bridge.asked]).toEqual([undefined, []])
  })

  it('is looked up again on demand', async () => {
    bridge.request['lost:check'] = async () => ok(lostWith({ kind: 'none' }))
    const lost = open({ kind: 'unknown' })
    await lost.check()
    expect(lost.lost.value.finding.kind).toBe('none')
  })

  it('is settled when it is kept', async () => {
    await open(made(token('twin'))).keep()
    expect(bridge.asked).toContain('lost:settle')
    expect(useCreation().lost).toBeUndefined()
  })

  it.each([
    ['settled where nothing was made', { kind: 'none' }, 'lost:settle'],
    ['put away where something is new', made(token('twin')), 'lost:put-away'],
    ['put away where nothing can be told', { kind: 'unknown' }, 'lost:put-away'],
  ] as const)('is %s, when its dialog is closed', async (_, finding, channel) => {
    open(finding).close()
    expect([bridge.asked, useCreation().lost]).toEqual([[channel], undefined])
  })

  it('is followed by the next one', async () => {
    const next = { ...lostWith({ kind: 'unknown' }), id: 'next' as LostId }
    bridge.request['lost:current'] = async () => ok(next)
    open({ kind: 'none' }).close()
    await settled()
    expect(useCreation().lost).toEqual(next)
  })
})

describe('a lost create that is left, or doubtful', () => {
  it('closed while it is looked for, or deleted: nothing is made any more, and what was not deleted yet is not', async () => {
    bridge.request['lost:check'] = async () => ok(lostWith({ kind: 'none' }))
    const looked = open({ kind: 'none' })
    const again = looked.createAgain()
    looked.close()
    await again
    expect(bridge.asked).not.toContain('tokens:create')

    signIn()
    const job: JobState = { ...WORK, phase: 'running' }
    bridge.request['jobs:start'] = async () => ok(job)
    const lost = open(certain(token('twin')))
    const removing = lost.deleteAndCreateAgain()
    await settled()
    bridge.emit('job:changed', { ...job, phase: 'waiting' })
    // Seen by who asks before the window closes, and by no dialog of its own.
    expect([useBulk().running, useBulk().open]).toEqual([true, false])
    lost.close()
    expect(bridge.asked).toContain('jobs:stop')
    bridge.emit('job:changed', {
      ...job,
      phase: 'finished',
      untried: [{ id: 'twin' as TokenId, usage: 'CRM' }],
    })
    await removing
    expect(bridge.asked).not.toContain('tokens:create')
    // Its own dialog tells what was not deleted.
    expect([useBulk().open, useBulk().job?.phase, late.mock.calls]).toEqual([true, 'finished', []])
  })

  it('closed before its deletion has begun: it is stopped then; a reset is not taken for a deletion', async () => {
    signIn()
    const started = held<Result<JobState>>()
    bridge.request['jobs:start'] = () => started.promise
    const lost = open(certain(token('twin')))
    const removing = lost.deleteAndCreateAgain()
    await settled()
    lost.close()
    expect([bridge.asked.includes('jobs:stop'), useBulk().open]).toEqual([false, false])
    const job: JobState = { ...WORK, phase: 'running' }
    started.answer(ok(job))
    await settled()
    expect(bridge.asked).toContain('jobs:stop')
    bridge.emit('job:changed', { ...job, phase: 'finished', done: 1, doneIds: ['twin' as TokenId] })
    await removing
    expect([useBulk().open, useBulk().behind]).toEqual([false, false])

    bridge.request['jobs:start'] = async () => ok({ ...WORK, id: 'next' as JobId, phase: 'running' })
    const gone = open(certain(token('twin')))
    const waiting = gone.deleteAndCreateAgain()
    await settled()
    useBulk().reset()
    await waiting
    expect(bridge.asked).not.toContain('lost:settle')
  })

  it('deletes no token that may be of another client of the same login', async () => {
    signIn()
    const lost = open(made(token('in use')))
    expect([lost.certain.value, lost.mayCreateAgain.value]).toEqual([undefined, true])
    await lost.deleteAndCreateAgain()
    expect(bridge.asked).toEqual([])
  })

  it('is created again beside a new token only if nothing else is new by then', async () => {
    signIn()
    const lost = open(made(token('seen')))
    bridge.request['lost:check'] = async () => ok(lostWith(made(token('seen'), token('unseen'))))
    await lost.createAgain()
    expect(bridge.asked).toEqual(['lost:check'])
    await lost.createAgain()
    expect(bridge.asked).toContain('tokens:create')
  })

  it('is not created again where its token was received here', () => {
    const received = { ...lostWith(made(token('saved'))), use: { saved: true } as const }
    const lost = useLost(bridge, MINE.profile, received, late)
    expect([lost.mayCreateAgain.value, lost.certain.value]).toEqual([false, undefined])
  })
})
