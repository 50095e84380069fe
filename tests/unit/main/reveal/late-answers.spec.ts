import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProfileId, RevealId, SaveOutcome, TokenId, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createClipboardClock } from '../../../../src/main/reveal/clipboard-clock.ts'
import type { Pending, Waiting } from '../../../../src/main/reveal/pending.ts'
import { createReveals, type Save } from '../../../../src/main/reveal/reveals.ts'
import { memoryClipboard } from '../support/clipboard.ts'

const ID = 'a' as RevealId
const waitingFor = (id: string): Waiting => ({
  id: id as RevealId,
  usage: 'CRM',
  owner: { id: '1' as UserId, name: 'Olena' },
  createdAt: 5,
  profile: 'p' as ProfileId,
  by: '1' as UserId,
  server: 'https://cc.example.com',
  tokenId: 'token' as TokenId,
})

function world() {
  const pending = {
    keep: vi.fn<Pending['keep']>(async () => true),
    left: vi.fn<Pending['left']>(async () => ({ reveals: [], unreadable: [], done: [] })),
    waits: vi.fn<Pending['waits']>(() => false),
    used: vi.fn<Pending['used']>(),
    forget: vi.fn<Pending['forget']>(),
    drop: vi.fn<Pending['drop']>(),
  }
  const save = vi.fn<Save>(async (): Promise<SaveOutcome> => ({ kind: 'saved', file: 'a.txt' }))
  const calls = {
    onSafe: vi.fn(),
    onUnreadable: vi.fn(),
    onUsed: vi.fn(),
    onChange: vi.fn(),
    onSavedLate: vi.fn(),
  }
  const reveals = createReveals({
    clock: createClipboardClock(memoryClipboard(), () => undefined),
    pending,
    save,
    settings: () => ({ clipboardSeconds: 60 }),
    ...calls,
  })
  return { reveals, pending, save, ...calls }
}

/** Shown while the keychain has not answered yet. */
async function openedEarly() {
  const around = world()
  const keeping = Promise.withResolvers<boolean>()
  around.pending.keep.mockReturnValueOnce(keeping.promise)
  const opening = around.reveals.open(waitingFor(ID), 's3cret')
  await vi.advanceTimersByTimeAsync(2000)
  await opening
  return { ...around, answer: keeping.resolve }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a token whose keychain answers late', () => {
  it('is no longer said to be on its way once the keychain has refused', async () => {
    const { reveals, onChange, answer } = await openedEarly()
    onChange.mockClear()
    answer(false)
    await vi.advanceTimersByTimeAsync(0)
    expect(await reveals.current()).toMatchObject({ kept: false, keeping: false })
    expect(onChange).toHaveBeenCalledTimes(1)
  })

  it('is stored when the keychain answers again', async () => {
    const { reveals, pending, onSafe, onChange } = world()
    pending.keep.mockResolvedValueOnce(false)
    await reveals.open(waitingFor(ID), 's3cret')
    onChange.mockClear()
    await reveals.lookAgain()
    const asked = [waitingFor(ID), 's3cret']
    expect(pending.keep.mock.calls).toEqual([asked, asked])
    expect(await reveals.current()).toMatchObject({ kept: true })
    expect([onSafe.mock.calls, onChange.mock.calls.length]).toEqual([[[ID]], 1])
    await reveals.lookAgain()
    expect(pending.keep).toHaveBeenCalledTimes(2)
  })

  it('is stored late with the record of what was done with it', async () => {
    const { reveals, pending, onUsed } = world()
    pending.keep.mockResolvedValueOnce(false)
    await reveals.open(waitingFor(ID), 's3cret')
    await reveals.copy(ID, ({ secret }) => secret)
    await reveals.save(ID, 'txt')
    onUsed.mockClear()
    await reveals.lookAgain()
    expect(onUsed.mock.calls).toEqual([
      [ID, 'copied'],
      [ID, 'saved'],
    ])
  })

  it('is offered once at each answer of a keychain that refuses it', async () => {
    const { reveals, pending } = world()
    pending.keep.mockResolvedValue(false)
    await reveals.open(waitingFor(ID), 's3cret')
    await reveals.lookAgain()
    expect(pending.keep).toHaveBeenCalledTimes(2)
    await reveals.lookAgain()
    expect(pending.keep).toHaveBeenCalledTimes(3)
  })

  it('is not stored again after it was closed', async () => {
    const { reveals, pending } = world()
    pending.keep.mockResolvedValue(false)
    await reveals.open(waitingFor(ID), 's3cret')
    await reveals.close(ID)
    await reveals.lookAgain()
    expect(pending.keep).toHaveBeenCalledTimes(1)
  })

  it('closed while it was being stored is not stored again', async () => {
    const { reveals, pending, answer } = await openedEarly()
    await reveals.close(ID)
    answer(false)
    await vi.advanceTimersByTimeAsync(0)
    await reveals.lookAgain()
    expect(pending.keep).toHaveBeenCalledTimes(1)
  })

  it('closed while another one was being stored is not stored again', async () => {
    const { reveals, pending } = world()
    pending.keep.mockResolvedValue(false)
    await reveals.open(waitingFor(ID), 's3cret')
    await reveals.copy(ID, ({ secret }) => secret)
    await reveals.close(ID)
    const next = 'b' as RevealId
    await reveals.open(waitingFor(next), 's3cret-b')
    const keeping = Promise.withResolvers<boolean>()
    pending.keep.mockClear().mockReturnValueOnce(keeping.promise)
    const looked = reveals.lookAgain()
    await vi.advanceTimersByTimeAsync(0)
    await reveals.close(next)
    keeping.resolve(true)
    await looked
    expect(pending.keep.mock.calls).toEqual([[waitingFor(ID), 's3cret']])
  })
})

describe('a token whose drive answers late', () => {
  it.each(['shown', 'closed'] as const)('is said to be saved after all (%s)', async (how) => {
    const { reveals, save, onSavedLate } = world()
    await reveals.open(waitingFor(ID), 's3cret')
    save.mockRejectedValueOnce(failure('file-slow'))
    await expect(reveals.save(ID, 'txt')).rejects.toThrow('file-slow')
    if (how === 'closed') await reveals.close(ID)
    save.mock.lastCall?.[3]('a.txt')
    expect(onSavedLate.mock.calls).toEqual([[{ id: ID, usage: 'CRM', file: 'a.txt' }]])
    expect((await reveals.current())?.savedAs).toBe(how === 'shown' ? 'a.txt' : undefined)
  })
})
