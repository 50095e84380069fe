import { describe, expect, it, vi } from 'vitest'
import type { Token, TokenId, UserId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { enableToken, mayBeStoredAs, renameToken, setEnabled } from '../../../../src/main/tokens/changing.ts'
import type { TokensApi } from '../../../../src/main/webitel/tokens.ts'

const at = { userId: '1' as UserId, id: 'a' as TokenId }

/** A server that holds one token. */
function holding(usage: string) {
  let token: Token = { id: at.id, usage }
  const change = vi.fn<TokensApi['change']>(async (_user, _id, { usage: name, enabled }) => {
    token = { id: at.id, usage: name, ...(enabled ? {} : { disabledAt: 5 }) }
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
      token: { id: 'a', usage: 'CRM', disabledAt: 5 },
    })
    expect(await enableToken(api, { ...at, enabled: true })).toEqual({ token: { id: 'a', usage: 'CRM' } })
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
    expect(await enableToken(blind(disabled), { ...at, enabled: false })).toEqual({
      token: { ...row, disabledAt: 5 },
    })
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
    expect(await enableToken(api, { ...at, enabled: true })).toEqual({ token: row })
  })

  it('can not be told where the answer does not show it either', async () => {
    await expect(enableToken(blind(row), { ...at, enabled: false })).rejects.toThrow('timeout')
  })
})

describe('what a server changes beside what was asked', () => {
  /**
   * A server that stores changes in its own way.
   *
   * @param times how often it does; then it stores what it is told
   */
  function odd(token: Token, store: (token: Token) => Token, times = 1) {
    let held = token
    let left = times
    const change = vi.fn<TokensApi['change']>(async (_user, id, { usage, enabled }) => {
      const told = { id, usage, ...(enabled ? {} : { disabledAt: 5 }) }
      held = left-- > 0 ? store(told) : told
      return held
    })
    return { api: { read: async () => held, change }, change, now: () => held }
  }
  const disables = (token: Token): Token => ({ ...token, disabledAt: 9 })
  const enables = ({ disabledAt: _, ...token }: Token): Token => token
  const wipes = (token: Token): Token => ({ ...token, usage: '' })
  const rename = { ...at, from: 'old', to: 'new' }

  it.each([
    [undefined, true],
    [5, false],
  ])('a rename sends the state along: disabled at %j', async (disabledAt, enabled) => {
    const { api, change } = odd(
      { id: at.id, usage: 'old', ...(disabledAt ? { disabledAt } : {}) },
      (one) => one,
    )
    expect(await renameToken(api, rename)).not.toHaveProperty('sideEffect')
    expect(change.mock.calls.map(([, , sent]) => sent)).toEqual([{ usage: 'new', enabled }])
  })

  it.each([
    ['disabled', { id: at.id, usage: 'old' }, disables, 1, true],
    ['disabled', { id: at.id, usage: 'old' }, disables, 9, false],
    ['enabled', { id: at.id, usage: 'old', disabledAt: 5 }, enables, 1, true],
    ['enabled', { id: at.id, usage: 'old', disabledAt: 5 }, enables, 9, false],
  ] as const)('a rename that also %s it is undone and said', async (what, token, store, times, undone) => {
    const { api, now } = odd(token, store, times)
    const outcome = await renameToken(api, rename)
    expect(outcome).toEqual({ kind: 'renamed', token: now(), sideEffect: { what, undone } })
    expect(now().usage).toBe('new')
    expect((now().disabledAt === undefined) === (what === 'disabled')).toBe(undone)
  })

  it.each([
    [1, true, 'CRM'],
    [9, false, ''],
  ])('disabling that also wipes the name is undone and said (%i times)', async (times, undone, usage) => {
    const { api, now } = odd({ id: at.id, usage: 'CRM' }, wipes, times)
    const outcome = await enableToken(api, { ...at, enabled: false })
    expect(outcome).toEqual({ token: now(), sideEffect: { what: 'renamed', undone } })
    expect(now()).toEqual({ id: at.id, usage, disabledAt: 5 })
  })

  it('one of many gets its name back, or is reported', async () => {
    const once = odd({ id: at.id, usage: 'CRM' }, wipes)
    await setEnabled(once.api, at.userId, at.id, false)
    expect(once.now()).toEqual({ id: at.id, usage: 'CRM', disabledAt: 5 })
    const always = odd({ id: at.id, usage: 'CRM' }, wipes, 9)
    await expect(setEnabled(always.api, at.userId, at.id, false)).rejects.toThrow('name-changed')
  })

  it('a rename that the server only says it did is not believed', async () => {
    const { api } = odd({ id: at.id, usage: 'old' }, (token) => ({ ...token, usage: 'old' }))
    await expect(renameToken(api, rename)).rejects.toThrow('not-done')
  })
})

it.each([
  ['CRM', 'CRM', true],
  ['CRM ', 'CRM', true],
  ['Київ'.normalize('NFD'), 'Київ', true],
  ['x'.repeat(128), 'x'.repeat(64), true],
  ['CRM', '', false],
  ['CRM', 'CRM 2', false],
  ['CRM', 'other', false],
])('%j may be stored as %j: %j', (sent, stored, may) => expect(mayBeStoredAs(sent, stored)).toBe(may))
