import { describe, expect, it, vi } from 'vitest'
import type { Token, TokenId, TokenPage, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createPreparedIds, MAX_AGE_MS } from '../../../../src/main/tokens/prepared-ids.ts'

const OWNER = '1' as UserId
const signal = () => new AbortController().signal
const row = (id: string): Token => ({ id: id as TokenId, usage: '' })

/** A list of two pages, whose every page is given by the test. */
function world() {
  const asked: PromiseWithResolvers<TokenPage>[] = []
  const clock = { now: 0 }
  const api = {
    async *all(_: unknown, ended?: AbortSignal) {
      for (;;) {
        if (ended?.aborted) throw failure('cancelled')
        const page = Promise.withResolvers<TokenPage>()
        ended?.addEventListener('abort', () => page.reject(failure('cancelled')))
        asked.push(page)
        yield await page.promise
      }
    },
  }
  const ids = createPreparedIds(
    () => 'p',
    () => clock.now,
  )
  /** Answers the page that is asked for next. */
  async function give(at: number, items: readonly string[], next: boolean): Promise<void> {
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(at))
    asked[at]?.resolve({ items: items.map(row), next })
  }
  async function firstPass(): Promise<void> {
    await give(0, ['a'], true)
    await give(1, ['b'], false)
    await vi.waitFor(() => expect(asked).toHaveLength(3))
  }
  return {
    asked,
    api,
    clock,
    give,
    firstPass,
    prepare: (until = signal()) => ids.prepare(api, OWNER, until),
    take: (until = signal()) => ids.take(api, OWNER, until),
  }
}

describe('the ids from before a create', () => {
  it('that are being read are waited for, and not read a second time', async () => {
    const { prepare, take, firstPass, asked } = world()
    void prepare()
    const taken = take()
    await firstPass()
    expect(await taken).toEqual(new Set(['a', 'b']))
    expect(asked).toHaveLength(3)
  })

  it('do not wait for the second pass, which is stopped', async () => {
    const { prepare, take, firstPass } = world()
    const reading = prepare()
    await firstPass()
    expect(await take()).toEqual(new Set(['a', 'b']))
    await reading
  })

  it('are not those of a pass in which rows wandered', async () => {
    const { prepare, take, give } = world()
    void prepare()
    const taken = take()
    await give(0, ['a'], true)
    await give(1, ['a'], false)
    await give(2, ['a'], true)
    await give(3, ['b'], false)
    expect(await taken).toEqual(new Set(['a', 'b']))
  })

  it('have the rows that the second pass has found', async () => {
    const { prepare, take, firstPass, give, asked } = world()
    const reading = prepare()
    await firstPass()
    await give(2, ['a'], true)
    await give(3, ['b', 'moved'], false)
    await give(4, ['a'], true)
    await give(5, ['b', 'moved'], false)
    await reading
    expect(await take()).toEqual(new Set(['a', 'b', 'moved']))
    expect(asked).toHaveLength(6)
  })

  it('without a prepared reading are read in one pass', async () => {
    const { take, firstPass } = world()
    const taken = take()
    await firstPass()
    expect(await taken).toEqual(new Set(['a', 'b']))
  })

  it('are not read again where New token is opened again', async () => {
    const { prepare, take, firstPass, asked } = world()
    const closing = new AbortController()
    const reading = prepare(closing.signal)
    await firstPass()
    closing.abort()
    await reading
    await prepare()
    expect(await take()).toEqual(new Set(['a', 'b']))
    expect(asked).toHaveLength(3)
  })

  it('are read again where the dialog was closed during the first pass', async () => {
    const { prepare, asked, give } = world()
    const closing = new AbortController()
    const reading = prepare(closing.signal)
    await give(0, ['a'], true)
    closing.abort()
    await reading
    const before = asked.length
    void prepare()
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before))
  })

  it('are read again once they are half a minute old', async () => {
    const { prepare, take, firstPass, asked, clock } = world()
    void prepare()
    await firstPass()
    clock.now = MAX_AGE_MS + 1
    void take()
    await vi.waitFor(() => expect(asked).toHaveLength(4))
    expect(MAX_AGE_MS).toBe(30_000)
  })

  it('end with the cancel of the create that waits for them', async () => {
    const { prepare, take } = world()
    void prepare()
    const cancelled = new AbortController()
    const taken = take(cancelled.signal)
    cancelled.abort()
    await expect(taken).rejects.toThrow('cancelled')
  })
})
