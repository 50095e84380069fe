import { describe, expect, it, vi } from 'vitest'
import type { NewToken, Token, TokenId, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { createReveals } from '../../../../src/main/reveal/reveals.ts'

const request: NewToken = { owner: { id: '1' as UserId, name: 'Olena' }, usage: 'CRM' }
const token: Token = { id: 'a' as TokenId, usage: 'CRM', createdAt: 5 }

async function opened(copy = vi.fn(async () => undefined), saved: 'saved' | 'cancelled' = 'saved') {
  const save = vi.fn(async () => (saved === 'saved' ? { kind: saved, file: 'a.txt' } : { kind: saved }))
  const pending = {
    keep: vi.fn(async () => true),
    left: async () => [],
    forget: vi.fn(() => undefined),
  }
  const reveals = createReveals({ copy, save, pending })
  return { reveals, copy, save, pending, id: await reveals.open('s3cret', request, token) }
}

describe('the reveal', () => {
  it('is shown while it is open, and is gone afterwards', async () => {
    const { reveals, id } = await opened()
    expect(await reveals.current()).toMatchObject({ id, secret: 's3cret', usage: 'CRM', copied: false })
    reveals.close(id)
    expect(await reveals.current()).toBeUndefined()
  })

  it('is copied and saved by its id alone', async () => {
    const { reveals, copy, save, id } = await opened()
    await reveals.copy(id)
    await reveals.save(id)
    expect(copy).toHaveBeenCalledWith('s3cret')
    expect(save).toHaveBeenCalledWith('s3cret', 'CRM')
    expect(await reveals.current()).toMatchObject({ copied: true, savedAs: 'a.txt' })
  })

  it('is kept before anybody can see it, and forgotten with its closing', async () => {
    const { reveals, pending, id } = await opened()
    expect(pending.keep).toHaveBeenCalledWith(expect.objectContaining({ id, secret: 's3cret' }))
    expect(await reveals.current()).toMatchObject({ kept: true })
    expect(pending.forget).not.toHaveBeenCalled()
    reveals.close(id)
    expect(pending.forget).toHaveBeenCalledWith(id)
  })

  it('comes after those that an earlier start has left, each in turn', async () => {
    const left = {
      id: 'old',
      secret: 'older',
      usage: '',
      owner: request.owner,
      createdAt: 1,
      copied: false,
      kept: true,
    }
    const pending = {
      keep: async () => true,
      left: async () => [left as never],
      forget: () => undefined,
    }
    const reveals = createReveals({ copy: async () => undefined, save: vi.fn(), pending })
    expect(await reveals.current()).toMatchObject({ secret: 'older' })
    const id = await reveals.open('s3cret', request, token)
    expect(await reveals.current()).toMatchObject({ secret: 'older' })
    reveals.close('old' as never)
    expect(await reveals.current()).toMatchObject({ id, secret: 's3cret' })
  })

  it('knows no other id', async () => {
    const { reveals } = await opened()
    await expect(reveals.copy('other' as never)).rejects.toThrow('reveal-gone')
    await expect(reveals.save('other' as never)).rejects.toThrow('reveal-gone')
    expect(() => reveals.close('other' as never)).toThrow('reveal-gone')
  })

  it('is at risk until it was copied or saved', async () => {
    const { reveals, id } = await opened()
    expect(reveals.atRisk()).toBe(true)
    await reveals.copy(id)
    expect(reveals.atRisk()).toBe(false)
  })

  it('stays at risk after a save that was cancelled or a copy that failed', async () => {
    const { reveals, id } = await opened(
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
    const { reveals, id } = await opened(vi.fn(() => promise))
    const copying = reveals.copy(id)
    reveals.close(id)
    resolve(undefined)
    await copying
    expect(await reveals.current()).toBeUndefined()
  })
})
