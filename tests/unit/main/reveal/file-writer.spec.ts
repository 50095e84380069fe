import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFileWriter, type FileProcess } from '../../../../src/main/reveal/file-writer.ts'
import type { FileAnswer } from '../../../../src/main/reveal/file-process.ts'
import { BEAT_MS, type Beat } from '../../../../src/main/limits/beats.ts'
import { WORKER_HANG_TIMEOUT_MS } from '../../../../src/main/limits/call-limit.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A process that does what it is told to. @param awake whether it begins at once, and beats */
function begun(awake = true) {
  const told = {
    beat: (_: Beat): void => undefined,
    answer: (_: FileAnswer): void => undefined,
    exit: (): void => undefined,
  }
  let beats: ReturnType<typeof setInterval> | undefined
  const onLate = vi.fn()
  const child = {
    post: vi.fn<FileProcess['post']>(() => {
      if (!awake) return
      let waitedMs = 0
      told.beat({ waitedMs })
      beats = setInterval(() => told.beat({ waitedMs: (waitedMs += BEAT_MS) }), BEAT_MS)
    }),
    onBeat: (listener) => void (told.beat = listener),
    onAnswer: (listener) => void (told.answer = listener),
    onExit: (listener) => void (told.exit = listener),
    kill: vi.fn(() => clearInterval(beats)),
  } satisfies FileProcess
  const writing = createFileWriter(() => child)('/a.txt', 's3cret', onLate)
  const ended = writing.then(
    () => 'written',
    (thrown: Error) => thrown.message,
  )
  return { told, child, ended, onLate }
}

describe('the process that writes a file', () => {
  it('is asked once, and is not needed any more when it has answered', async () => {
    const { told, child, ended } = begun()
    told.answer('written')
    expect(await ended).toBe('written')
    expect(child.post.mock.calls).toEqual([[{ path: '/a.txt', text: 's3cret' }]])
    expect(child.kill).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each(['file-denied', 'file-full'] as const)('says %s', async (code) => {
    const { told, ended } = begun()
    told.answer(code)
    expect(await ended).toBe(code)
  })

  it('that ends without an answer has written nothing that counts', async () => {
    const { told, ended } = begun()
    told.exit()
    expect(await ended).toBe('file')
  })

  it('that waits for its drive for ten seconds is given up by its user', async () => {
    const { child, ended, onLate } = begun()
    const settled = vi.fn()
    void ended.then(settled)
    await vi.advanceTimersByTimeAsync(9_999)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(await ended).toBe('file-slow')
    expect([child.kill.mock.calls, onLate.mock.calls]).toEqual([[], []])
  })

  it('that writes late says so, and ends', async () => {
    const { told, child, ended, onLate } = begun()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await ended).toBe('file-slow')
    told.answer('written')
    expect(onLate).toHaveBeenCalledTimes(1)
    expect(child.kill).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that fails late says nothing more', async () => {
    const { told, child, ended, onLate } = begun()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await ended).toBe('file-slow')
    told.answer('file-full')
    expect([child.kill.mock.calls.length, onLate.mock.calls.length]).toEqual([1, 0])
  })

  it('that waits for two minutes is killed', async () => {
    const { child, ended, onLate } = begun()
    await vi.advanceTimersByTimeAsync(119_999)
    expect(child.kill).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(child.kill).toHaveBeenCalledTimes(1)
    expect([await ended, onLate.mock.calls.length, vi.getTimerCount()]).toEqual(['file-slow', 0, 0])
  })

  it('that begins after a minute has the drive for itself from then on', async () => {
    const { told, child, ended } = begun(false)
    await vi.advanceTimersByTimeAsync(60_000)
    told.beat({ waitedMs: 0 })
    told.beat({ waitedMs: 9_750 })
    told.answer('written')
    expect(await ended).toBe('written')
    expect(child.kill).toHaveBeenCalledTimes(1)
  })

  it('that never begins says nothing about the drive', async () => {
    const { child, ended } = begun(false)
    await vi.advanceTimersByTimeAsync(WORKER_HANG_TIMEOUT_MS)
    expect(await ended).toBe('file')
    expect(child.kill).toHaveBeenCalledTimes(1)
  })
})
