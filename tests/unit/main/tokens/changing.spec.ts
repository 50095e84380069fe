import { describe, expect, it, vi } from 'vitest'
import type { Token, TokenId, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { enableToken, renameToken } from '../../../../src/main/tokens/changing.ts'
import type { TokensApi } from '../../../../src/main/webitel/tokens.ts'

const at = { userId: '1' as UserId, id: 'a' as TokenId }

/** A server that holds one token. */
function holding(usage: string) {
  let token: Token = { id: at.id, usage }
  const change = vi.fn<TokensApi['change']>(async (_user, _id, { usage: name, enabled }) => {
    token = { id: at.id, usage: name, ...(enabled === false ? { disabledAt: 5 } : {}) }
    return token
  })
  return { api: { read: async () => token, change }, change, now: () => token }
}

describe('renaming', () => {
  it('writes over the name that the person saw', async () => {
    const { api, now } = holding('old')
    expect(await renameToken(api, { ...at, from: 'old', to: 'new' })).toEqual({
      kind: 'renamed',
      token: { id: 'a', usage: 'new' },
    })
    expect(now().usage).toBe('new')
  })

  it('writes over no name that somebody else gave meanwhile', async () => {
    const { api, change } = holding("somebody else's")
    expect(await renameToken(api, { ...at, from: 'old', to: 'new' })).toEqual({
      kind: 'other-name',
      token: { id: 'a', usage: "somebody else's" },
    })
    expect(change).not.toHaveBeenCalled()
  })

  it('is fine where somebody else gave it the very same name', async () => {
    const { api } = holding('new')
    expect(await renameToken(api, { ...at, from: 'old', to: 'new' })).toMatchObject({ kind: 'renamed' })
  })
})

describe('disabling and enabling', () => {
  it('keeps the name as the server holds it', async () => {
    const { api, now } = holding('CRM')
    expect(await enableToken(api, { ...at, enabled: false })).toEqual({
      id: 'a',
      usage: 'CRM',
      disabledAt: 5,
    })
    expect(await enableToken(api, { ...at, enabled: true })).toEqual({ id: 'a', usage: 'CRM' })
    expect(now().usage).toBe('CRM')
  })
})

describe('what was done, and what was not', () => {
  const row: Token = { id: at.id, usage: 'CRM', createdAt: 1 }

  it('a server that says yes and does nothing is not believed', async () => {
    const api = { read: async () => row, change: vi.fn<TokensApi['change']>(async () => row) }
    await expect(enableToken(api, { ...at, enabled: false })).rejects.toMatchObject({
      error: { code: 'not-done' },
    })
  })

  /** One whose token can't be read again after it was changed. */
  const blind = (answer: Token) => {
    let reads = 0
    return {
      async read() {
        if (++reads > 1) throw failure('timeout')
        return row
      },
      change: async () => answer,
    }
  }

  it('is not called failed because it could not be looked at', async () => {
    const disabled = { id: at.id, usage: 'CRM', disabledAt: 5 }
    expect(await enableToken(blind(disabled), { ...at, enabled: false })).toEqual({ ...row, disabledAt: 5 })
    const renamed = { id: at.id, usage: 'new' }
    const outcome = await renameToken(blind(renamed), { ...at, from: 'CRM', to: 'new' })
    expect(outcome).toEqual({ kind: 'renamed', token: { ...row, usage: 'new' } })
  })

  it('enabled is not said on no evidence: an answer of a few fields shows nothing of the rest', async () => {
    const off = { ...row, disabledAt: 3 }
    let reads = 0
    const api = {
      async read() {
        if (++reads % 2 === 0) throw failure('timeout')
        return off
      },
      change: vi.fn<TokensApi['change']>(async () => ({ id: at.id, usage: 'CRM' })),
    }
    await expect(enableToken(api, { ...at, enabled: true })).rejects.toThrow('timeout')
    api.change.mockResolvedValue(row)
    expect(await enableToken(api, { ...at, enabled: true })).toEqual(row)
  })

  it('can not be told where the answer does not show it either', async () => {
    await expect(enableToken(blind(row), { ...at, enabled: false })).rejects.toThrow('timeout')
  })
})
