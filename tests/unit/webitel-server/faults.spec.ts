import { describe, expect, test } from 'vitest'
import { Faults } from '../../../tools/webitel-server/faults/faults.ts'
import { mistyped } from '../../../tools/webitel-server/faults/mistype.ts'

const status = (code: number) => ({ kind: 'status', status: code, body: 'none' }) as const
const take = (faults: Faults) => {
  const { kind } = faults.take('userinfo')
  return kind?.kind === 'status' ? kind.status : undefined
}

describe('planned faults', () => {
  test('come once each, in the order they were added', () => {
    const faults = new Faults()
    faults.add({ route: 'userinfo', ...status(500) })
    faults.add({ route: '*', ...status(502), times: 2 })
    expect([take(faults), take(faults), take(faults), take(faults)]).toEqual([500, 502, 502, undefined])
    expect(faults.pending).toBe(0)
  })

  test('of another route wait', () => {
    const faults = new Faults()
    faults.add({ route: 'tokens.list', ...status(500) })
    expect([take(faults), faults.pending]).toEqual([undefined, 1])
    expect(faults.take(undefined).kind).toBeUndefined()
  })

  test('at every third request, twice', () => {
    const faults = new Faults()
    faults.add({ route: '*', ...status(500), every: 3, times: 2 })
    const codes = Array.from({ length: 9 }, () => take(faults))
    const none = undefined
    expect(codes).toEqual([none, none, 500, none, none, 500, none, none, none])
  })

  test('waits add up and leave the rest alone', () => {
    const faults = new Faults()
    faults.add({ route: '*', kind: 'latency', ms: 5 })
    faults.add({ route: 'userinfo', kind: 'latency', ms: 7 })
    faults.add({ route: '*', ...status(500) })
    expect(faults.take('userinfo')).toMatchObject({ latency: 12, kind: { status: 500 } })
  })

  test('end when they are cleared', () => {
    const faults = new Faults()
    faults.add({ route: '*', ...status(500), times: Infinity })
    expect([take(faults), take(faults)]).toEqual([500, 500])
    faults.clear()
    expect(take(faults)).toBeUndefined()
  })
})

test('mistyped JSON keeps the names and no type', () => {
  const json = JSON.stringify({ id: 'x', next: true, items: [{ id: '1' }], user: { id: '1' }, page: 2 })
  expect(JSON.parse(mistyped(json, 'fields'))).toEqual({
    id: { value: 'x' },
    next: [true],
    items: { 0: { id: '1' } },
    user: '{"id":"1"}',
    page: [2],
  })
  expect(JSON.parse(mistyped(json, 'null'))).toBeNull()
  expect(JSON.parse(mistyped('[]', 'fields'))).toEqual({ value: [] })
})
