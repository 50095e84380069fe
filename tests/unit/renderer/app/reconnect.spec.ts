import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { isAbsent, useReconnect } from '../../../../src/renderer/app/reconnect.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function connection(answers: boolean[]) {
  const absent = ref(true)
  const looks: number[] = []
  const begun = Date.now()
  const back = vi.fn()
  const scope = effectScope()
  scope.run(() =>
    useReconnect({
      absent: () => absent.value,
      look: async () => {
        looks.push(Date.now() - begun)
        return answers.shift() ?? false
      },
      back: () => {
        back()
        absent.value = false
      },
    }),
  )
  return { absent, looks, back, stop: () => scope.stop() }
}

describe('a server that can not be reached', () => {
  it('is looked for more and more seldom, until it answers', async () => {
    const { looks, back } = connection([false, false, false, true])
    await vi.advanceTimersByTimeAsync(120_000)
    expect(looks).toEqual([2000, 6000, 14_000, 30_000])
    expect(back).toHaveBeenCalledTimes(1)
  })

  it('is looked for every half minute at last', async () => {
    const { looks } = connection([])
    await vi.advanceTimersByTimeAsync(150_000)
    expect(looks.slice(-2).reduce((one, other) => other - one)).toBe(30_000)
  })

  it('is no longer looked for when somebody else found it, or nobody looks any more', async () => {
    const { absent, looks, stop } = connection([])
    absent.value = false
    await nextTick()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(looks).toEqual([])
    absent.value = true
    await nextTick()
    stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(looks).toEqual([])
  })
})

it('takes only what says that nothing arrived for absent', () => {
  expect([isAbsent('offline'), isAbsent('unreachable'), isAbsent('server'), isAbsent(undefined)]).toEqual([
    true,
    true,
    false,
    false,
  ])
})
