import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClipboardHold, RevealId } from '../../../../src/contract/index.ts'
import { createClipboardClock } from '../../../../src/main/reveal/clipboard-clock.ts'
import { memoryClipboard } from '../support/clipboard.ts'

const A = 'a' as RevealId
const B = 'b' as RevealId
const hold = (id: RevealId) => ({ id, usage: 'CRM', onlyCopy: true })

function world() {
  const clipboard = memoryClipboard()
  const changes: (readonly ClipboardHold[])[] = []
  const clock = createClipboardClock(clipboard, (holds) => changes.push(holds))
  return { clipboard, clock, changes, onEnd: vi.fn() }
}

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

describe("the clipboard's clock", () => {
  it('clears after its time, and says until when and when it is over', async () => {
    const { clipboard, clock, changes, onEnd } = world()
    await clock.copy(A, 's3cret')
    clock.start(hold(A), 15, onEnd)
    expect(clock.state()).toEqual([{ ...hold(A), until: 1_015_000, replaced: false }])
    await vi.advanceTimersByTimeAsync(14_999)
    expect([clipboard.text(), onEnd.mock.calls.length]).toEqual(['s3cret', 0])
    await vi.advanceTimersByTimeAsync(1)
    expect([clipboard.text(), onEnd.mock.calls.length]).toEqual(['', 1])
    expect(changes.map((holds) => holds.length)).toEqual([1, 0])
  })

  it.each(['something else', 's3cret ', ''])('leaves %j alone: it is not the token', async (other) => {
    const { clipboard, clock, onEnd } = world()
    await clock.copy(A, 's3cret')
    clock.start(hold(A), 15, onEnd)
    clipboard.put(other)
    await vi.advanceTimersByTimeAsync(15_000)
    expect([clipboard.text(), onEnd.mock.calls.length]).toEqual([other, 1])
  })

  it('knows the token in every form that it was copied in', async () => {
    const { clipboard, clock, onEnd } = world()
    await clock.copy(A, 's3cret')
    await clock.copy(A, 'X-Webitel-Access: s3cret')
    clock.start(hold(A), 15, onEnd)
    clipboard.put('s3cret')
    await clock.clear([A])
    expect(clipboard.text()).toBe('')
  })

  it('clears before an exit without ending the hold, which the next start adopts', async () => {
    const { clipboard, clock, onEnd } = world()
    await clock.copy(A, 's3cret')
    clock.start(hold(A), 15, onEnd)
    await clock.clearBeforeExit(() => false)
    expect(clipboard.text()).toBe('s3cret')
    await clock.clearBeforeExit((id) => id === A)
    expect([clipboard.text(), onEnd.mock.calls.length, clock.state().length]).toEqual(['', 0, 1])
  })

  it('a clipboard that another program holds: tried again until it is cleared', async () => {
    const { clipboard, clock, onEnd } = world()
    await clock.copy(A, 's3cret')
    clock.start(hold(A), 15, onEnd)
    clipboard.refuse()
    await expect(clock.clear([A])).rejects.toThrow('clipboard')
    await vi.advanceTimersByTimeAsync(16_000)
    expect([clipboard.text(), onEnd.mock.calls.length, clock.state().length]).toEqual(['s3cret', 0, 1])
    clipboard.release()
    await vi.advanceTimersByTimeAsync(5_000)
    expect([clipboard.text(), onEnd.mock.calls.length, clock.state().length]).toEqual(['', 1, 0])
  })

  it('after a sleep, in which no timer ran, clears what is due', async () => {
    const { clipboard, clock, onEnd } = world()
    await clock.copy(A, 's3cret')
    clock.start(hold(A), 15, onEnd)
    vi.setSystemTime(1_014_999)
    clock.catchUp()
    await vi.advanceTimersByTimeAsync(0)
    expect(clipboard.text()).toBe('s3cret')
    vi.setSystemTime(1_015_000)
    clock.catchUp()
    await vi.advanceTimersByTimeAsync(0)
    expect([clipboard.text(), onEnd.mock.calls.length, clock.state()]).toEqual(['', 1, []])
  })
})

describe('what it counts', () => {
  it('counts several, each by its own time; clearing one of them now leaves the others as they are', async () => {
    const { clipboard, clock } = world()
    const [first, second] = [vi.fn(), vi.fn()]
    await clock.copy(A, 'one')
    clock.start(hold(A), 15, first)
    await clock.copy(B, 'two')
    expect(clock.state()).toMatchObject([{ id: A, replaced: true }])
    clock.start(hold(B), 60, second)
    expect(clock.state()).toMatchObject([{ replaced: true }, { replaced: false }])
    await clock.clear([B])
    expect([clipboard.text(), first.mock.calls.length, second.mock.calls.length]).toEqual(['', 0, 1])
    clipboard.put('three')
    await vi.advanceTimersByTimeAsync(15_000)
    expect([clipboard.text(), first.mock.calls.length, clock.state()]).toEqual(['three', 1, []])
  })

  it('a copy that could not be read back is cleared all the same, in whatever form it was', async () => {
    const { clipboard, clock } = world()
    clipboard.hide()
    await expect(clock.copy(A, 'X-Webitel-Access: s3cret')).rejects.toThrow('clipboard')
    clipboard.release()
    expect(await clock.adopt(A, ['s3cret'])).toBe(true)
    await clock.deselect(A)
    expect(clipboard.text()).toBe('')
  })

  it('kept, it is over and the clipboard is as it was', async () => {
    const { clipboard, clock, onEnd } = world()
    await clock.copy(A, 's3cret')
    clock.start(hold(A), 15, onEnd)
    clock.keep()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([clipboard.text(), onEnd.mock.calls.length, clock.state()]).toEqual(['s3cret', 1, []])
  })

  it('stopped, it is not over: shown again, it starts anew', async () => {
    const { clipboard, clock, onEnd } = world()
    await clock.copy(A, 's3cret')
    clock.start(hold(A), 15, onEnd)
    clock.stop(A)
    await vi.advanceTimersByTimeAsync(60_000)
    expect([clipboard.text(), onEnd.mock.calls.length]).toEqual(['s3cret', 0])
    clock.start(hold(A), 15, onEnd)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(clipboard.text()).toBe('')
  })

  it('what an earlier start has copied is its own if it is still there', async () => {
    const { clipboard, clock, onEnd } = world()
    clipboard.put('s3cret')
    expect(await clock.adopt(A, ['s3cret'])).toBe(true)
    expect(await clock.adopt(B, ['other'])).toBe(false)
    clock.start(hold(A), 15, onEnd)
    await vi.advanceTimersByTimeAsync(15_000)
    expect(clipboard.text()).toBe('')
    clipboard.refuse()
    expect(await clock.adopt(A, ['s3cret'])).toBeUndefined()
  })

  it('says which of them is still there, when it looks', async () => {
    const { clipboard, clock, onEnd } = world()
    await clock.copy(A, 'one')
    await clock.copy(B, 'two')
    clock.start(hold(A), 15, onEnd)
    clock.start(hold(B), 15, onEnd)
    const there = async () => (await clock.look(), clock.state().map(({ replaced }) => !replaced))
    expect(await there()).toEqual([false, true])
    clipboard.put('one')
    expect(await there()).toEqual([true, false])
    clipboard.put('of another program')
    expect(await there()).toEqual([false, false])
    clipboard.put('two')
    clipboard.refuse()
    // Not to be told: as it was.
    expect(await there()).toEqual([false, false])
  })

  it.each([
    ['s3cret', ''],
    ['3cre', ''],
    ['cre', 'cre'],
    ['of another program', 'of another program'],
  ])('with %j selected, leaves %j selected when its dialog closes', async (selected, left) => {
    const { clipboard, clock } = world()
    clipboard.put('3cre')
    clipboard.select(selected)
    await clock.deselectPartsOf(['s3cret', 'X-Webitel-Access: s3cret'])
    expect([clipboard.selected(), clipboard.text()]).toEqual([left, '3cre'])
  })
})
