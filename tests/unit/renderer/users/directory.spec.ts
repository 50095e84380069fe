import { beforeEach, describe, expect, it } from 'vitest'
import type { Account, ProfileId, Result, User, UserPage } from '../../../../src/contract/index.ts'
import { useDirectory } from '../../../../src/renderer/users/directory.ts'
import {
  ACCOUNT,
  createFakeBridge,
  failed,
  ME,
  MINE,
  ok,
  SIGNED_IN,
  userId,
  type FakeBridge,
} from '../fake-bridge.ts'
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
    await directory.find(MINE.profile, '')
    expect([directory.users.length, directory.next]).toEqual([50, true])
    await directory.more()
    await directory.more()
    await directory.more()
    expect([directory.users.length, directory.next]).toEqual([120, false])
  })

  it('shows nobody twice when the pages have moved meanwhile', async () => {
    const directory = useDirectory()
    await directory.find(MINE.profile, '')
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
    const older = directory.find(MINE.profile, 'old')
    bridge.request['users:list'] = list
    await directory.find(MINE.profile, 'Person 119')
    slow.answer(ok({ items: people, next: true }))
    await older
    expect(directory.users.map(({ name }) => name)).toEqual(['Person 119'])
  })

  it('searches for no more than a request takes', async () => {
    const directory = useDirectory()
    await directory.find(MINE.profile, 'x'.repeat(600))
    expect(directory.search).toBe('x'.repeat(500))
  })

  it('says that nobody matches only after an answer', async () => {
    const directory = useDirectory()
    expect(directory.empty).toBe(false)
    await directory.find(MINE.profile, 'nobody')
    expect(directory.empty).toBe(true)
  })

  it('reads the same page again after a failure', async () => {
    const directory = useDirectory()
    await directory.find(MINE.profile, '')
    const list = bridge.request['users:list']
    bridge.request['users:list'] = async () => failed('offline')
    await directory.more()
    expect([directory.error?.code, directory.users.length]).toEqual(['offline', 50])
    bridge.request['users:list'] = list
    await directory.again()
    expect([directory.error, directory.users.length]).toEqual([undefined, 100])
  })

  it('asks the same again after a search that failed, and shows nobody of the one before', async () => {
    const directory = useDirectory()
    await directory.find(MINE.profile, '')
    await directory.more()
    const list = bridge.request['users:list']
    bridge.request['users:list'] = async () => failed('offline')
    await directory.find(MINE.profile, 'Person 11')
    expect(directory.people).toEqual([])
    bridge.request['users:list'] = list
    await directory.again()
    expect(directory.people.map(({ name }) => name)).toContain('Person 119')
    expect(directory.people).toHaveLength(11)
  })

  it('remembers who was looked up by address', async () => {
    const directory = useDirectory()
    await directory.look({ ...MINE, userId: userId('7') })
    expect(directory.met.get(userId('7'))?.name).toBe('Person 7')
    expect(await directory.look({ ...MINE, userId: userId('nobody') })).toEqual(failed('not-found'))
  })
})

describe('people of late', () => {
  const names = () => useDirectory().people.map(({ name }) => name)

  it('come first, each once, from the next time on that everybody is listed', async () => {
    const directory = useDirectory()
    await directory.find(MINE.profile, '')
    await directory.opened(MINE.profile, { id: userId('42'), name: 'Person 42' })
    expect(names()[0]).toBe('Person 0')
    await directory.find(MINE.profile, '')
    expect(names().slice(0, 3)).toEqual(['Person 42', 'Person 0', 'Person 1'])
    await directory.more()
    expect(names().filter((name) => name === 'Person 42')).toHaveLength(1)
    expect(directory.people).toHaveLength(100)
  })

  it('have no part in a search', async () => {
    const directory = useDirectory()
    await directory.opened(MINE.profile, { id: userId('42'), name: 'Person 42' })
    await directory.find(MINE.profile, 'Person 11')
    expect(names()).not.toContain('Person 42')
  })
})

describe('a server whose people wander from page to page', () => {
  /** Each page in another order: some come twice, some not at all. */
  function wandering(): void {
    let turn = 0
    bridge.request['users:list'] = async (_, { page, size }) => {
      turn += 7
      const order = [...people.slice(turn % 120), ...people.slice(0, turn % 120)]
      return ok({ items: order.slice((page - 1) * size, page * size), next: order.length > page * size })
    }
  }

  it('leaves nobody out, and shows nobody twice', async () => {
    wandering()
    const directory = useDirectory()
    await directory.find(MINE.profile, '')
    for (let reads = 0; reads < 5 && directory.next; reads += 1) await directory.more()
    expect(new Set(directory.people.map(({ id }) => id)).size).toBe(120)
    expect(directory.people).toHaveLength(120)
    expect(directory.waiting).toBe(false)
  })

  it('is not asked for ever', async () => {
    bridge.request['users:list'] = async () => ok({ items: people.slice(0, 50), next: true })
    const directory = useDirectory()
    await directory.find(MINE.profile, '')
    await directory.more()
    expect(directory.people).toHaveLength(50)
    expect(bridge.asked.filter((channel) => channel === 'users:list')).toHaveLength(2)
  })
})

it('people who could not be read are counted over all pages that were read', async () => {
  bridge.request['users:list'] = async (_, { page }) =>
    ok({ items: people.slice(page * 10, page * 10 + 10), next: true, unreadable: page })
  const directory = useDirectory()
  await directory.find(MINE.profile, '')
  await directory.more()
  expect(directory.unreadable).toBe(3)
  await directory.find(MINE.profile, 'Person')
  expect(directory.unreadable).toBe(1)
})

it('nobody is said to match only where everybody could be read', async () => {
  bridge.request['users:list'] = async () => ok({ items: [], next: false, unreadable: 1 })
  const directory = useDirectory()
  await directory.find(MINE.profile, 'x')
  expect(directory.empty).toBe(false)
})

describe('a name of another server', () => {
  const OTHER = { ...ACCOUNT, profileId: 'other' as ProfileId }
  const switchTo = (account: Account): void =>
    bridge.emit('session:changed', { ...SIGNED_IN, kind: 'signed-in', account })

  it('that is read late does not stand over the same id here', async () => {
    const directory = useDirectory()
    const slow = held<Result<User>>()
    bridge.request['users:read'] = () => slow.promise
    const looking = directory.look({ ...MINE, userId: userId('2') })
    switchTo(OTHER)
    slow.answer(ok({ ...ME, id: userId('2'), name: 'Of the other server' }))
    expect(await looking).toBeUndefined()
    expect(directory.met.size).toBe(0)
  })

  it('that was read before a switch is not used after it', async () => {
    const directory = useDirectory()
    await directory.look({ ...MINE, userId: userId('7') })
    switchTo(OTHER)
    expect(directory.met.size).toBe(0)
    switchTo(ACCOUNT)
    expect(directory.met.get(userId('7'))?.name).toBe('Person 7')
  })
})
