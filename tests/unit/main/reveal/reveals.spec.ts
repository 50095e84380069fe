import { describe, expect, it, vi } from 'vitest'
import type { NewToken, Token, TokenId, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createReveals } from '../../../../src/main/reveal/reveals.ts'

const request: NewToken = { owner: { id: '1' as UserId, name: 'Olena' }, usage: 'CRM' }
const token: Token = { id: 'a' as TokenId, usage: 'CRM', createdAt: 5 }

function opened(copy = vi.fn(async () => undefined), saved: 'saved' | 'cancelled' = 'saved') {
  const save = vi.fn(async () => (saved === 'saved' ? { kind: saved, file: 'a.txt' } : { kind: saved }))
  const reveals = createReveals({ copy, save })
  return { reveals, copy, save, id: reveals.open('s3cret', request, token) }
}

describe('the reveal', () => {
  it('is shown while it is open, and is gone afterwards', () => {
    const { reveals, id } = opened()
    expect(reveals.current()).toMatchObject({ id, secret: 's3cret', usage: 'CRM', copied: false })
    reveals.close(id)
    expect(reveals.current()).toBeUndefined()
  })

  it('is copied and saved by its id alone', async () => {
    const { reveals, copy, save, id } = opened()
    await reveals.copy(id)
    await reveals.save(id)
    expect(copy).toHaveBeenCalledWith('s3cret')
    expect(save).toHaveBeenCalledWith('s3cret', 'CRM')
    expect(reveals.current()).toMatchObject({ copied: true, savedAs: 'a.txt' })
  })

  it('knows no other id', async () => {
    const { reveals } = opened()
    await expect(reveals.copy('other' as never)).rejects.toThrow('reveal-gone')
    await expect(reveals.save('other' as never)).rejects.toThrow('reveal-gone')
    expect(() => reveals.close('other' as never)).toThrow('reveal-gone')
  })

  it('is at risk until it was copied or saved', async () => {
    const { reveals, id } = opened()
    expect(reveals.atRisk()).toBe(true)
    await reveals.copy(id)
    expect(reveals.atRisk()).toBe(false)
  })

  it('stays at risk after a save that was cancelled or a copy that failed', async () => {
    const { reveals, id } = opened(
      vi.fn(async () => {
        throw failure('clipboard')
      }),
      'cancelled',
    )
    await reveals.save(id)
    await expect(reveals.copy(id)).rejects.toThrow('clipboard')
    expect(reveals.atRisk()).toBe(true)
  })

  it('is not opened again by a copy that ends after it was closed', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const { reveals, id } = opened(vi.fn(() => promise))
    const copying = reveals.copy(id)
    reveals.close(id)
    resolve(undefined)
    await copying
    expect(reveals.current()).toBeUndefined()
  })
})
