import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFileWriter, type FileProcess } from '../../../../src/main/reveal/file-writer.ts'
import type { FileAnswer } from '../../../../src/main/reveal/file-process.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A process that does what it is told to. */
function begun() {
  const told = { answer: (_: FileAnswer): void => undefined, exit: (): void => undefined }
  const child = {
    post: vi.fn<FileProcess['post']>(),
    onAnswer: (listener) => void (told.answer = listener),
    onExit: (listener) => void (told.exit = listener),
    kill: vi.fn(),
  } satisfies FileProcess
  const writing = createFileWriter(() => child)('/a.txt', 's3cret')
  const ended = writing.then(
    () => 'written',
    (thrown: Error) => thrown.message,
  )
  return { told, child, ended }
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

  it('that hangs is given up after ten seconds, and killed', async () => {
    const { told, child, ended } = begun()
    await vi.advanceTimersByTimeAsync(9_999)
    expect(child.kill).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(await ended).toBe('file-slow')
    expect(child.kill).toHaveBeenCalledTimes(1)
    told.answer('written')
    expect(await ended).toBe('file-slow')
  })
})
