import { describe, expect, it, vi } from 'vitest'
import type {
  ClipboardHold,
  ClipboardSeconds,
  ProfileId,
  Reveal,
  RevealId,
  TokenId,
  UserId,
} from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { copyOf } from '../../../../src/main/reveal/forms.ts'
import { createClipboardClock } from '../../../../src/main/reveal/clipboard-clock.ts'
import type { Left, Pending, Waiting } from '../../../../src/main/reveal/pending.ts'
import { createReveals } from '../../../../src/main/reveal/reveals.ts'
import { memoryClipboard } from '../support/clipboard.ts'

const NOTHING: Left = { reveals: [], unreadable: [], done: [] }
const OLENA = { id: '1' as UserId, name: 'Olena' }
const textOf = ({ secret }: Reveal): string => secret
const waitingFor = (id: string): Waiting => ({
  id: id as RevealId,
  usage: 'CRM',
  owner: OLENA,
  createdAt: 5,
  profile: 'p' as ProfileId,
  by: '1' as UserId,
  server: 'https://cc.example.com',
  tokenId: 'token' as TokenId,
})
const ID = 'a' as RevealId

const REVEALED: Reveal = {
  id: ID,
  secret: 's3cret',
  usage: 'CRM',
  owner: OLENA,
  createdAt: 5,
  server: 'https://cc.example.com',
  profile: 'p' as ProfileId,
  copied: false,
  kept: true,
  restored: true,
}

interface Around {
  readonly left?: Left
  readonly seconds?: ClipboardSeconds
  readonly saved?: 'saved' | 'cancelled'
}

function world({ left = NOTHING, seconds = 60, saved = 'saved' }: Around = {}) {
  const clipboard = memoryClipboard()
  const kept: boolean[] = []
  let holds: readonly ClipboardHold[] = []
  const pending = {
    keep: vi.fn<Pending['keep']>(async () => true),
    left: vi.fn<Pending['left']>(async () => left),
    waits: vi.fn<Pending['waits']>(() => false),
    used: vi.fn<Pending['used']>(),
    forget: vi.fn<Pending['forget']>(),
    drop: vi.fn<Pending['drop']>(),
  }
  const calls = {
    onSafe: vi.fn(),
    onUnreadable: vi.fn(),
    onUsed: vi.fn(),
    onChange: vi.fn(),
    onSavedLate: vi.fn(),
  }
  const save = vi.fn(async () => (saved === 'saved' ? { kind: saved, file: 'a.txt' } : { kind: saved }))
  const reveals = createReveals({
    clock: createClipboardClock(clipboard, (now) => (holds = now)),
    pending,
    save,
    settings: () => ({ clipboardSeconds: seconds }),
    ...calls,
  })
  return { reveals, clipboard, pending, save, kept, holds: () => holds, ...calls }
}

async function opened(options?: Around) {
  const begun = world(options)
  await begun.reveals.open(waitingFor(ID), 's3cret')
  return begun
}

describe('the reveal', () => {
  it('is shown while it is open, and is gone afterwards', async () => {
    const { reveals, onChange } = await opened()
    expect(await reveals.current()).toMatchObject({ id: ID, secret: 's3cret', usage: 'CRM', copied: false })
    expect([reveals.isShown(), await reveals.isReadable(ID)]).toEqual([true, true])
    await reveals.close(ID)
    expect(await reveals.current()).toBeUndefined()
    expect([reveals.isShown(), await reveals.isReadable(ID)]).toEqual([false, false])
    expect(onChange).toHaveBeenCalledTimes(2)
  })

  it('waits two seconds for the keychain, and is then shown as one that is kept nowhere, until it is', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { reveals, pending, onChange, onSafe } = world()
      const keeping = Promise.withResolvers<boolean>()
      pending.keep.mockReturnValue(keeping.promise)
      const opening = reveals.open(waitingFor(ID), 's3cret')
      await vi.advanceTimersByTimeAsync(1999)
      expect(reveals.isShown()).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      await opening
      expect(await reveals.current()).toMatchObject({ secret: 's3cret', kept: false, keeping: true })
      expect(onSafe).not.toHaveBeenCalled()
      keeping.resolve(true)
      await vi.advanceTimersByTimeAsync(0)
      expect(await reveals.current()).toMatchObject({ secret: 's3cret', kept: true, keeping: false })
      expect([onSafe.mock.calls, onChange.mock.calls.length]).toEqual([[[ID]], 2])
    } finally {
      vi.useRealTimers()
    }
  })

  it('is copied and saved by its id alone, in the form that is asked for', async () => {
    const { reveals, clipboard, save } = await opened()
    await reveals.copy(ID, ({ secret, server }) => `${server} ${secret}`)
    await reveals.save(ID, 'env')
    expect(clipboard.text()).toBe('https://cc.example.com s3cret')
    expect(save).toHaveBeenCalledWith('s3cret', 'CRM', 'env', expect.any(Function))
    expect(await reveals.current()).toMatchObject({ copied: true, savedAs: 'a.txt' })
  })

  it('is kept before anybody can see it; then nobody needs to ask the server for it', async () => {
    const { reveals, pending, onSafe } = world()
    const keeping = Promise.withResolvers<boolean>()
    pending.keep.mockReturnValue(keeping.promise)
    const opening = reveals.open(waitingFor(ID), 's3cret')
    expect(await reveals.current()).toBeUndefined()
    expect(onSafe).not.toHaveBeenCalled()
    keeping.resolve(true)
    await opening
    expect(await reveals.current()).toMatchObject({ kept: true })
    expect(onSafe).toHaveBeenCalledWith(ID)
  })

  it.each([
    { what: 'a token that the keychain holds', kept: true, seconds: 60, saved: false, left: '' },
    { what: 'a saved token', kept: false, seconds: 60, saved: true, left: '' },
    { what: 'the only copy, which stays', kept: false, seconds: 60, saved: false, left: 's3cret' },
    { what: 'one that is never cleared, which stays', kept: true, seconds: 0, saved: false, left: 's3cret' },
  ] as const)('clears the clipboard before an exit of $what', async ({ kept, seconds, saved, left }) => {
    for (const closed of [false, true]) {
      const { reveals, clipboard, pending } = world({ seconds })
      pending.keep.mockResolvedValue(kept)
      await reveals.open(waitingFor(ID), 's3cret')
      await reveals.copy(ID, textOf)
      if (saved) await reveals.save(ID, 'txt')
      const forgotten = closed && (saved || seconds === 0)
      if (closed) await reveals.close(ID)
      await reveals.clearCopiesBeforeExit()
      expect(clipboard.text()).toBe(left)
      // Its entry in the keychain stays: the next start shows it again.
      expect(pending.forget).toHaveBeenCalledTimes(forgotten ? 1 : 0)
    }
  })

  it('that could not be kept is not safe before it is closed', async () => {
    const { reveals, pending, onSafe } = world()
    pending.keep.mockResolvedValue(false)
    await reveals.open(waitingFor(ID), 's3cret')
    expect(onSafe).not.toHaveBeenCalled()
    await reveals.close(ID)
    expect(onSafe).toHaveBeenCalledWith(ID)
  })

  it('knows no other id', async () => {
    const { reveals } = await opened()
    await expect(reveals.copy('other' as never, textOf)).rejects.toThrow('reveal-gone')
    await expect(reveals.save('other' as never, 'txt')).rejects.toThrow('reveal-gone')
    await expect(reveals.close('other' as never)).rejects.toThrow('reveal-gone')
    expect(() => reveals.read('other' as never)).toThrow('reveal-gone')
    expect(() => reveals.showAgain('other' as never)).toThrow('reveal-gone')
  })

  it('is neither copied nor saved by what failed or was cancelled', async () => {
    const { reveals, clipboard } = await opened({ saved: 'cancelled' })
    clipboard.refuse()
    await reveals.save(ID, 'txt')
    await expect(reveals.copy(ID, textOf)).rejects.toThrow('clipboard')
    expect(await reveals.current()).toMatchObject({ copied: false })
    expect(await reveals.current()).not.toHaveProperty('savedAs')
  })

  it('never copied, but selected: taken out of the selection, and of nothing else', async () => {
    const { reveals, clipboard } = await opened()
    clipboard.select('s3cret')
    clipboard.put('of another program')
    await reveals.close(ID)
    expect([clipboard.text(), clipboard.selected()]).toEqual(['of another program', ''])
  })

  it('is closed by a clipboard that another program holds, too', async () => {
    const { reveals, clipboard, pending } = await opened()
    clipboard.refuse()
    await reveals.close(ID)
    expect(pending.forget).toHaveBeenCalledWith(ID)
    expect(await reveals.current()).toBeUndefined()
  })

  it('is not opened again by a save that ends after it was closed', async () => {
    const { reveals, save } = await opened()
    const saving = Promise.withResolvers<{ kind: 'saved'; file: string }>()
    save.mockReturnValue(saving.promise)
    const pending = reveals.save(ID, 'txt')
    await reveals.close(ID)
    saving.resolve({ kind: 'saved', file: 'a.txt' })
    await pending
    expect(await reveals.current()).toBeUndefined()
  })
})

describe('a copy, looked at when it is closed', () => {
  it('saved too, it has no clock where copies are never cleared, whatever became of it', async () => {
    const { reveals, clipboard, holds, pending } = await opened({ seconds: 0 })
    await reveals.copy(ID, ({ secret }) => secret)
    await reveals.save(ID, 'txt')
    clipboard.put('something else')
    await reveals.close(ID)
    expect(holds()).toEqual([])
    expect(pending.forget).toHaveBeenCalledWith(ID)
  })

  it('kept after it was closed, it is shown again as one that is kept', async () => {
    vi.useFakeTimers()
    try {
      const { reveals, pending } = world()
      const keeping = Promise.withResolvers<boolean>()
      pending.keep.mockReturnValue(keeping.promise)
      const opening = reveals.open(waitingFor(ID), 's3cret')
      await vi.advanceTimersByTimeAsync(2000)
      await opening
      await reveals.copy(ID, ({ secret }) => secret)
      await reveals.close(ID)
      keeping.resolve(true)
      await vi.advanceTimersByTimeAsync(0)
      reveals.showAgain(ID)
      expect(await reveals.current()).toMatchObject({ kept: true })
    } finally {
      vi.useRealTimers()
    }
  })

  it('copied as a header before a crash, it is found in the clipboard, and cleared', async () => {
    vi.useFakeTimers()
    try {
      const left: Left = { ...NOTHING, reveals: [REVEALED] }
      const { reveals, clipboard } = world({ left })
      clipboard.put(copyOf(REVEALED, 'header'))
      expect(await reveals.current()).toMatchObject({ copied: true })
      await reveals.close(ID)
      await vi.advanceTimersByTimeAsync(61_000)
      expect(clipboard.text()).toBe('')
    } finally {
      vi.useRealTimers()
    }
  })

  it('copied, and another program took the clipboard: it is not said to be there, and can be shown again', async () => {
    const { reveals, clipboard, holds } = await opened()
    await reveals.copy(ID, ({ secret }) => secret)
    clipboard.put('something else')
    await reveals.close(ID)
    expect(holds()).toMatchObject([{ id: ID, onlyCopy: true, replaced: true }])
    reveals.showAgain(ID)
    expect(await reveals.current()).toMatchObject({ secret: 's3cret' })
  })

  it('so it is where copies are never cleared: it is not thrown away; one that is still there needs no clock', async () => {
    const taken = await opened({ seconds: 0 })
    await taken.reveals.copy(ID, ({ secret }) => secret)
    taken.clipboard.put('something else')
    await taken.reveals.close(ID)
    expect(taken.pending.forget).not.toHaveBeenCalled()
    expect(taken.holds()).toMatchObject([{ id: ID, replaced: true }])

    const there = await opened({ seconds: 0 })
    await there.reveals.copy(ID, ({ secret }) => secret)
    await there.reveals.close(ID)
    expect(there.pending.forget).toHaveBeenCalledWith(ID)
    expect(there.holds()).toEqual([])
  })
})

describe('what an earlier start left', () => {
  const old: Reveal = { ...waitingFor('old'), secret: 'older', copied: false, kept: true, restored: true }

  it('comes first, each in turn', async () => {
    const { reveals, onSafe } = world({ left: { ...NOTHING, reveals: [old] } })
    expect(await reveals.current()).toMatchObject({ secret: 'older' })
    expect(onSafe).toHaveBeenCalledWith('old')
    await reveals.open(waitingFor(ID), 's3cret')
    expect(await reveals.current()).toMatchObject({ secret: 'older' })
    await reveals.close('old' as never)
    expect(await reveals.current()).toMatchObject({ id: ID, secret: 's3cret' })
  })

  it('counts as copied only if the clipboard still holds it', async () => {
    const { reveals, clipboard } = world({ left: { ...NOTHING, reveals: [old] } })
    expect(await reveals.current()).toMatchObject({ copied: false })
    clipboard.put('older')
    const next = createReveals({
      clock: createClipboardClock(clipboard, () => undefined),
      pending: { ...world().pending, left: async () => ({ ...NOTHING, reveals: [old] }) },
      save: vi.fn(),
      settings: () => ({ clipboardSeconds: 60 }),
      onSafe: vi.fn(),
      onUnreadable: vi.fn(),
      onUsed: vi.fn(),
      onChange: vi.fn(),
      onSavedLate: vi.fn(),
    })
    expect(await next.current()).toMatchObject({ copied: true })
  })

  it('and nobody can read any more is handed on before it is dropped', async () => {
    const order: string[] = []
    const unreadable = {
      ...waitingFor('gone'),
      use: { copied: true } as const,
    }
    const { reveals, onUnreadable, pending } = world({
      left: { ...NOTHING, unreadable: [unreadable] },
    })
    onUnreadable.mockImplementation(() => order.push('handed on'))
    pending.drop.mockImplementation(() => order.push('dropped'))
    expect(await reveals.current()).toBeUndefined()
    expect(onUnreadable).toHaveBeenCalledWith(unreadable)
    expect(order).toEqual(['handed on', 'dropped'])
  })

  it('is looked for again when the keychain opens, without showing twice what is shown', async () => {
    const { reveals, pending } = await opened()
    pending.left.mockResolvedValue({ ...NOTHING, reveals: [old, { ...old, id: ID }] })
    await reveals.lookAgain()
    // Behind the one that somebody is looking at.
    expect(await reveals.current()).toMatchObject({ secret: 's3cret' })
    await reveals.close(ID)
    expect(await reveals.current()).toMatchObject({ id: 'old' })
    await reveals.close('old' as never)
    expect(await reveals.current()).toBeUndefined()
  })

  it('does not come back when it was closed while the keychain was looked at', async () => {
    const { reveals, pending, onUnreadable } = world({ left: { ...NOTHING, reveals: [old] } })
    expect(await reveals.current()).toMatchObject({ id: old.id })
    const looking = Promise.withResolvers<Left>()
    pending.left.mockReturnValue(looking.promise)
    const looked = reveals.lookAgain()
    await reveals.close(old.id)
    // Its entry may have gone between two of the looks.
    looking.resolve({
      ...NOTHING,
      reveals: [old],
      unreadable: [{ ...waitingFor(old.id), use: {} }],
    })
    await looked
    expect(await reveals.current()).toBeUndefined()
    expect(onUnreadable).not.toHaveBeenCalled()
  })

  it('waits for its keychain, and is no lost answer meanwhile', async () => {
    const { reveals, pending } = world()
    pending.waits.mockImplementation((id) => id === 'locked away')
    expect(await reveals.isReadable('locked away')).toBe(true)
    expect(await reveals.isReadable('other')).toBe(false)
  })
})

describe('what was done with a token', () => {
  it('is written down: shown, copied, saved', async () => {
    const { reveals, onUsed } = await opened()
    expect(onUsed).not.toHaveBeenCalled()
    await reveals.current()
    await reveals.copy(ID, ({ secret }) => secret)
    await reveals.save(ID, 'txt')
    expect(onUsed.mock.calls).toEqual([
      [ID, 'shown'],
      [ID, 'copied'],
      [ID, 'saved'],
    ])
  })

  it('is not written down of a save that was cancelled', async () => {
    const { reveals, onUsed } = await opened({ saved: 'cancelled' })
    await reveals.save(ID, 'txt')
    expect(onUsed).not.toHaveBeenCalled()
  })
})

describe('what else is new since a create', () => {
  const also = { kind: 'tokens', tokens: [], count: 1 } as const

  it('is told with the token while it is shown', async () => {
    const { reveals, onChange } = await opened()
    onChange.mockClear()
    expect(reveals.noteAlsoNew(ID, also)).toBe(true)
    expect(await reveals.current()).toMatchObject({ alsoNew: also })
    expect(onChange).toHaveBeenCalledTimes(1)
  })

  it('is left to others once the token is closed', async () => {
    const { reveals } = await opened()
    await reveals.close(ID)
    expect(reveals.noteAlsoNew(ID, also)).toBe(false)
  })
})

describe('closed with nothing but a copy made', () => {
  it('can be shown again until the clipboard is cleared, and is gone then', async () => {
    vi.useFakeTimers()
    const { reveals, clipboard, pending, onSafe } = await opened()
    onSafe.mockClear()
    await reveals.copy(ID, textOf)
    await reveals.close(ID)
    expect(pending.forget).not.toHaveBeenCalled()
    reveals.showAgain(ID)
    expect(await reveals.current()).toMatchObject({ secret: 's3cret', copied: true })
    await vi.advanceTimersByTimeAsync(61_000)
    expect(clipboard.text()).toBe('s3cret')
    await reveals.close(ID)
    await vi.advanceTimersByTimeAsync(59_000)
    expect([clipboard.text(), await reveals.isReadable(ID)]).toEqual(['s3cret', true])
    await vi.advanceTimersByTimeAsync(1_100)
    expect([clipboard.text(), await reveals.isReadable(ID)]).toEqual(['', false])
    expect(pending.forget).toHaveBeenCalledWith(ID)
    expect(onSafe).toHaveBeenCalledWith(ID)
    expect(() => reveals.showAgain(ID)).toThrow('reveal-gone')
    vi.useRealTimers()
  })

  it('and saved too it is gone at once, and cleared all the same', async () => {
    vi.useFakeTimers()
    const { reveals, clipboard, pending } = await opened()
    await reveals.copy(ID, textOf)
    await reveals.save(ID, 'txt')
    await reveals.close(ID)
    expect(pending.forget).toHaveBeenCalledWith(ID)
    expect(() => reveals.showAgain(ID)).toThrow('reveal-gone')
    await vi.advanceTimersByTimeAsync(60_100)
    expect(clipboard.text()).toBe('')
    vi.useRealTimers()
  })

  it('where the clipboard is never cleared, it is gone with its closing', async () => {
    const { reveals, clipboard, pending } = await opened({ seconds: 0 })
    await reveals.copy(ID, textOf)
    await reveals.close(ID)
    expect(pending.forget).toHaveBeenCalledWith(ID)
    expect(clipboard.text()).toBe('s3cret')
  })

  it('by its keys instead of the button it is a copy as well', async () => {
    vi.useFakeTimers()
    const { reveals, clipboard, pending } = await opened()
    clipboard.put('s3cret')
    await reveals.close(ID)
    expect(pending.forget).not.toHaveBeenCalled()
    reveals.showAgain(ID)
    expect(await reveals.current()).toMatchObject({ copied: true })
    await reveals.close(ID)
    await vi.advanceTimersByTimeAsync(60_100)
    expect([clipboard.text(), pending.forget.mock.calls.length]).toEqual(['', 1])
    vi.useRealTimers()
  })

  it('as a header, and then by its keys: cleared from wherever it is', async () => {
    vi.useFakeTimers()
    const { reveals, clipboard } = await opened()
    await reveals.copy(ID, ({ secret }) => `X-Webitel-Access: ${secret}`)
    clipboard.select('s3cret')
    await reveals.close(ID)
    await vi.advanceTimersByTimeAsync(60_100)
    expect([clipboard.text(), clipboard.selected()]).toEqual(['', ''])
    vi.useRealTimers()
  })

  it('a failure to copy another form takes nothing back', async () => {
    const { reveals, clipboard } = await opened()
    await reveals.copy(ID, textOf)
    clipboard.refuse()
    await expect(reveals.copy(ID, textOf)).rejects.toThrow(failure('clipboard').message)
    expect(await reveals.current()).toMatchObject({ copied: true })
  })
})
