import { beforeEach, describe, expect, it } from 'vitest'
import type { CreateOutcome, LostCreate, LostId, ProfileId, Result } from '../../../../src/contract/index.ts'
import { useCreation } from '../../../../src/renderer/tokens/creation.ts'
import { useTokens } from '../../../../src/renderer/tokens/tokens.ts'
import {
  ACCOUNT,
  createFakeBridge,
  failed,
  ME,
  MINE,
  NEWEST_FIRST,
  ok,
  SIGNED_IN,
  token,
  type FakeBridge,
} from '../fake-bridge.ts'
import { held, settled, withBridge } from '../with-bridge.ts'

const LOST: LostCreate = {
  id: 'lost' as LostId,
  owner: ME,
  usage: 'CRM',
  at: 0,
  reason: 'connection',
  finding: { kind: 'unknown' },
}
const VIEW = { ...MINE, search: '', page: 1, size: 10, sort: NEWEST_FIRST }

let bridge: FakeBridge
beforeEach(() => {
  bridge = withBridge(createFakeBridge([token('old')]))
})

const count = (channel: string): number => bridge.asked.filter((asked) => asked === channel).length

describe('creating', () => {
  it('sends one request for two presses in one moment', async () => {
    const creation = useCreation()
    const presses = [creation.create(MINE.profile, ME, 'CRM'), creation.create(MINE.profile, ME, 'CRM')]
    expect(await Promise.all(presses)).toEqual([true, false])
    expect(count('tokens:create')).toBe(1)
  })

  it('sends the owner as id and name alone', async () => {
    let sent: unknown
    const create = bridge.request['tokens:create']
    bridge.request['tokens:create'] = (profile, request, ticket) => {
      sent = [profile, request]
      return create(profile, request, ticket)
    }
    await useCreation().create(MINE.profile, ME, 'CRM')
    expect(sent).toEqual([ACCOUNT.profileId, { owner: { id: ME.id, name: ME.name }, usage: 'CRM' }])
  })

  it('puts the new row on top of its owner’s list', async () => {
    const tokens = useTokens()
    await tokens.show(VIEW)
    const creation = useCreation()
    await creation.create(MINE.profile, ME, 'CRM')
    await settled()
    expect(tokens.rows.map(({ usage }) => usage)).toEqual(['CRM', 'usage old'])
    expect(tokens.ownRows).toHaveLength(1)
  })

  it('leaves the list of somebody else alone', async () => {
    const tokens = useTokens()
    await tokens.show({ ...VIEW, userId: token('x').id as never })
    await useCreation().create(MINE.profile, ME, 'CRM')
    expect(tokens.fresh).toBeUndefined()
  })

  it('keeps an error to be shown, and may be tried again', async () => {
    const creation = useCreation()
    const create = bridge.request['tokens:create']
    bridge.request['tokens:create'] = async () => failed('forbidden')
    expect(await creation.create(MINE.profile, ME, 'CRM')).toBe(false)
    expect([creation.error?.code, creation.waiting]).toEqual(['forbidden', false])
    bridge.request['tokens:create'] = create
    expect(await creation.create(MINE.profile, ME, 'CRM')).toBe(true)
    expect(creation.error).toBeUndefined()
  })
})

describe('New token', () => {
  it('has main read what it compares with, until it is closed', () => {
    const asked: unknown[] = []
    bridge.emit('session:changed', SIGNED_IN)
    bridge.request['tokens:prepare-create'] = async (...args) => {
      asked.push(args)
      return ok(undefined)
    }
    bridge.request['request:cancel'] = async (ticket) => {
      asked.push(ticket)
      return ok(undefined)
    }
    const stop = useCreation().prepare(MINE.profile, ME.id)
    stop()
    expect(asked).toEqual([[ACCOUNT.profileId, ME.id, asked[1]], asked[1]])
  })
})

describe('an answer that never came', () => {
  it('is told', async () => {
    bridge.request['tokens:create'] = async () => ok({ kind: 'answer-lost', lost: LOST })
    const creation = useCreation()
    expect(await creation.create(MINE.profile, ME, 'CRM')).toBe(true)
    expect(creation.lost).toEqual(LOST)
  })

  it('is told by main too, when nobody here waits for it any more', async () => {
    bridge.request['lost:current'] = async () => ok(LOST)
    const creation = useCreation()
    const answer = held<Result<CreateOutcome>>()
    bridge.request['tokens:create'] = () => answer.promise
    const creating = creation.create(MINE.profile, ME, 'CRM')
    await creation.lostMeanwhile()
    expect(creation.lost).toBeUndefined()
    answer.answer(failed('cancelled'))
    await creating
    await creation.lostMeanwhile()
    expect(creation.lost).toEqual(LOST)
  })

  it('is asked about before its own name is created again, over New token', async () => {
    bridge.request['tokens:create'] = async () => ok({ kind: 'unresolved', lost: LOST })
    const creation = useCreation()
    creation.isFormOpen = true
    expect(await creation.create(MINE.profile, ME, 'CRM')).toBe(false)
    expect([creation.asked, creation.error]).toEqual([LOST, undefined])
  })

  it('is not asked about over New token for another name', async () => {
    bridge.request['lost:current'] = async () => ok(LOST)
    const creation = useCreation()
    creation.isFormOpen = true
    await creation.lostMeanwhile()
    expect(creation.asked).toBeUndefined()
    creation.isFormOpen = false
    expect(creation.asked).toEqual(LOST)
  })

  it('is not asked about over a token that is shown', async () => {
    bridge.request['lost:current'] = async () => ok(LOST)
    const creation = useCreation()
    creation.isShown = true
    await creation.lostMeanwhile()
    expect(creation.asked).toBeUndefined()
  })

  it('that main tells of during another create is read after it', async () => {
    bridge.request['lost:current'] = async () => ok(LOST)
    const creation = useCreation()
    const answer = held<Result<CreateOutcome>>()
    bridge.request['tokens:create'] = () => answer.promise
    const creating = creation.create(MINE.profile, ME, 'other')
    await creation.lostMeanwhile()
    expect(creation.lost).toBeUndefined()
    answer.answer(failed('forbidden'))
    await creating
    await settled()
    expect(creation.lost).toEqual(LOST)
  })

  it('gives way to no other one before the person has decided', async () => {
    const other = { ...LOST, id: 'other' as LostId }
    bridge.request['lost:current'] = async () => ok(other)
    const creation = useCreation()
    creation.lost = LOST
    await creation.lostMeanwhile()
    expect(creation.lost).toEqual(LOST)
  })

  it('may come of a cancel, which names the ticket of the create', async () => {
    const answer = held<Result<CreateOutcome>>()
    const tickets: number[] = []
    bridge.request['tokens:create'] = (_profile, _request, ticket) => {
      tickets.push(ticket)
      return answer.promise
    }
    bridge.request['request:cancel'] = async (ticket) => {
      tickets.push(ticket)
      return ok(undefined)
    }
    const creation = useCreation()
    const created = creation.create(MINE.profile, ME, 'CRM')
    creation.cancel()
    answer.answer(ok({ kind: 'answer-lost', lost: LOST }))
    await created
    expect(tickets[0]).toBe(tickets[1])
    expect(creation.lost).toEqual(LOST)
  })

  it.each(['read', 'created'] as const)('is not asked about in another profile: %s', async (how) => {
    bridge.emit('session:changed', SIGNED_IN)
    const looked = held<Result<LostCreate | undefined>>()
    const outcome = held<Result<CreateOutcome>>()
    bridge.request['lost:current'] = () => looked.promise
    bridge.request['tokens:create'] = () => outcome.promise
    const creation = useCreation()
    const asked = how === 'read' ? creation.readLost(MINE.profile) : creation.create(MINE.profile, ME, 'CRM')
    const other = { ...ACCOUNT, profileId: 'other' as ProfileId }
    bridge.emit('session:changed', { ...SIGNED_IN, kind: 'signed-in', account: other })
    looked.answer(ok(LOST))
    outcome.answer(ok({ kind: 'answer-lost', lost: LOST }))
    await asked
    expect(creation.lost).toBeUndefined()
  })
})
