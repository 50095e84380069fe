import { describe, expect, it, onTestFinished } from 'vitest'
import type { TokenId, UserId } from '../../src/contract/index.ts'
import { startWebitelServer, type Switches } from '../../tools/webitel-server/index.ts'
import { startWindowless } from './windowless.ts'

/** Renaming, disabling and enabling against servers that take `enable` and the name in their own way. */
async function begin(switches: Partial<Switches>) {
  const server = await startWebitelServer({ big: false, switches })
  onTestFinished(() => server.close())
  const { bridge, profile, userId: id, states } = await startWindowless(server)
  const userId = id as UserId
  const insert = (usage: string, disabled = false) =>
    server.state.insertToken(userId, usage, { disabled }).id as TokenId
  const now = (token: TokenId) => {
    const { usage, deletedAt } = server.state.token(token) ?? {}
    return [usage, deletedAt === undefined ? 'enabled' : 'disabled']
  }
  return { server, bridge, profile, userId, insert, now, states }
}

const ENABLE = ['as-sent', 'absent-is-false', 'false-is-absent'] as const

describe.each(ENABLE)('a server that takes enable %s', (enable) => {
  it.each([false, true])('keeps the state of a token that is renamed (disabled: %s)', async (disabled) => {
    const { bridge, profile, userId, insert, now } = await begin({ enable, emptyPatchWipesUsage: true })
    const id = insert('old', disabled)
    const outcome = await bridge.request['tokens:rename'](profile, { userId, id, from: 'old', to: 'new' }, 2)
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'renamed', token: { usage: 'new' } } })
    expect(outcome.ok && 'sideEffect' in outcome.value).toBe(false)
    expect(now(id)).toEqual(['new', disabled ? 'disabled' : 'enabled'])
  })

  it('keeps the name of a token that is disabled, or says that it was not', async () => {
    const { bridge, profile, userId, insert, now } = await begin({ enable, emptyPatchWipesUsage: true })
    const id = insert('CRM')
    const outcome = await bridge.request['tokens:enable'](profile, { userId, id, enabled: false }, 2)
    const isDone = enable !== 'false-is-absent'
    expect(outcome.ok ? 'ok' : outcome.error.code).toBe(isDone ? 'ok' : 'not-done')
    expect(now(id)).toEqual(['CRM', isDone ? 'disabled' : 'enabled'])
  })
})

describe.each(['as-sent', 'cut', 'nfc', 'trimmed'] as const)(
  'a server that stores names %s',
  (storedNames) => {
    const to = `${'й'.normalize('NFD').repeat(60)} ${'x'.repeat(60)}`

    it.each([undefined, 'after', 'before'] as const)(
      'renames, with the connection dropped %s the work',
      async (when) => {
        const { server, bridge, profile, userId, insert, now } = await begin({ storedNames })
        const id = insert('old')
        if (when) server.faults.add({ route: 'tokens.update', kind: 'drop', when })
        const outcome = await bridge.request['tokens:rename'](profile, { userId, id, from: 'old', to }, 2)
        const isDone = when !== 'before'
        expect(outcome.ok ? outcome.value.kind : outcome.error.code).toBe(
          isDone ? 'renamed' : 'connection-lost',
        )
        expect(now(id)).toEqual([expect.stringMatching(isDone ? /^\p{L}{60}/u : /^old$/), 'enabled'])
        expect(outcome.ok ? outcome.value.token.usage : 'old').toBe(now(id)[0])
      },
    )
  },
)

describe('a name that is too long to be typed', () => {
  const LONG = 'x'.repeat(20_001)

  it('does not keep a token from being disabled, renamed or deleted', async () => {
    const { server, bridge, profile, userId, insert, now } = await begin({})
    const id = insert(LONG)
    const { request } = bridge
    expect(await request['tokens:enable'](profile, { userId, id, enabled: false }, 2)).toMatchObject({
      ok: true,
    })
    expect(now(id)).toEqual([LONG, 'disabled'])
    const rename = { userId, id, from: LONG, to: 'short' }
    expect(await request['tokens:rename'](profile, rename, 3)).toMatchObject({ ok: true })
    server.state.changeToken(id, { usage: LONG }, userId)
    const items = [
      { id, usage: LONG },
      { id: insert('other'), usage: 'other' },
    ]
    expect(await request['jobs:start'](profile, { kind: 'delete', userId, items })).toMatchObject({
      ok: true,
    })
    await expect
      .poll(() => items.map((item) => server.state.token(item.id)), { timeout: 60_000 })
      .toEqual([undefined, undefined])
  })
})
