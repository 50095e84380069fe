import { beforeEach, describe, expect, it } from 'vitest'
import type { Result, User, UserPage } from '../../../../src/contract/index.ts'
import { useDirectory } from '../../../../src/renderer/users/directory.ts'
import { createFakeBridge, failed, ME, ok, userId, type FakeBridge } from '../fake-bridge.ts'
import { held, withBridge } from '../with-bridge.ts'

const people: User[] = Array.from({ length: 120 }, (_, index) => ({
  ...ME,
  id: userId(String(index)),
  name: `Person ${index}`,
}))

let bridge: FakeBridge
beforeEach(() => {
  bridge = withBridge(createFakeBridge([], people))
})

describe('the directory', () => {
  it('reads on until everybody is there', async () => {
    const directory = useDirectory()
    await directory.find('')
    expect([directory.users.length, directory.next]).toEqual([50, true])
    await directory.more()
    await directory.more()
    await directory.more()
    expect([directory.users.length, directory.next]).toEqual([120, false])
  })

  it('shows nobody twice when the pages have moved meanwhile', async () => {
    const directory = useDirectory()
    await directory.find('')
    people.unshift({ ...ME, id: userId('new'), name: 'Newcomer' })
    await directory.more()
    people.shift()
    expect(new Set(directory.users.map(({ id }) => id)).size).toBe(directory.users.length)
  })

  it('drops the answer to an older search', async () => {
    const directory = useDirectory()
    const slow = held<Result<UserPage>>()
    const list = bridge.request['users:list']
    bridge.request['users:list'] = () => slow.promise
    const older = directory.find('old')
    bridge.request['users:list'] = list
    await directory.find('Person 119')
    slow.answer(ok({ items: people, next: true }))
    await older
    expect(directory.users.map(({ name }) => name)).toEqual(['Person 119'])
  })

  it('says that nobody matches only after an answer', async () => {
    const directory = useDirectory()
    expect(directory.empty).toBe(false)
    await directory.find('nobody')
    expect(directory.empty).toBe(true)
  })

  it('reads the same page again after a failure', async () => {
    const directory = useDirectory()
    await directory.find('')
    const list = bridge.request['users:list']
    bridge.request['users:list'] = async () => failed('offline')
    await directory.more()
    expect([directory.error?.code, directory.users.length]).toEqual(['offline', 50])
    bridge.request['users:list'] = list
    await directory.again()
    expect([directory.error, directory.users.length]).toEqual([undefined, 100])
  })

  it('remembers who was looked up by address', async () => {
    const directory = useDirectory()
    await directory.look(userId('7'))
    expect(directory.met.get(userId('7'))?.name).toBe('Person 7')
    expect(await directory.look(userId('nobody'))).toEqual(failed('not-found'))
  })
})
