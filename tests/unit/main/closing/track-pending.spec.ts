import { expect, it } from 'vitest'
import { trackPending } from '../../../../src/main/closing/track-pending.ts'

it('names the calls in flight until they have settled, rejected ones too', async () => {
  const settle: { resolve: (value: string) => void; reject: (error: Error) => void }[] = []
  const tracked = trackPending(
    (_: string) => new Promise<string>((resolve, reject) => void settle.push({ resolve, reject })),
  )
  expect(tracked.pending()).toBeUndefined()
  const [first, second] = [tracked.run('a'), tracked.run('b')]
  const pending = tracked.pending()
  settle[0]?.resolve('done')
  settle[1]?.reject(new Error('failed'))
  await expect(first).resolves.toBe('done')
  await expect(second).rejects.toThrow('failed')
  await pending
  expect(tracked.pending()).toBeUndefined()
})
