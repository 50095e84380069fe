import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RequestChannel } from '../../../../src/contract/index.ts'
import { isPlain } from '../../../../src/main/bridge/plain.ts'
import { argumentSchemas } from '../../../../src/main/bridge/schemas.ts'
import { loginOptionsAnswer, tokenPageAnswer, userPageAnswer } from '../../../../src/main/webitel/schemas.ts'
import { waysOf } from '../../../../src/main/session/sign-in/ways.ts'
import { oddly, oddValue } from '../support/odd-values.ts'

/** Whatever the API accepts as a token or a person, the bridge accepts as an argument. */
const PROFILE = '0123456789abcdef'
const accepts = (channel: RequestChannel, ...args: unknown[]): boolean =>
  isPlain(args) && argumentSchemas[channel].safeParse(args).success

const longName = fc.constantFrom('x'.repeat(20_001), '🔑'.repeat(60_000), '\ud800', '\u0000')
const tokens = fc.array(
  fc.oneof(
    oddly({ id: 'a', usage: 'CRM' }),
    fc.record({
      id: fc.string({ maxLength: 140, unit: 'binary' }),
      usage: fc.oneof(fc.string(), longName, oddValue),
    }),
  ),
)
const people = fc.array(
  fc.oneof(
    oddly({ id: '7', name: 'Olena' }),
    fc.record({
      id: fc.oneof(fc.bigInt().map(String), fc.integer(), oddValue),
      name: fc.oneof(longName, oddValue),
    }),
  ),
)

describe('the bridge', () => {
  it('takes every token that an answer brought', () => {
    fc.assert(
      fc.property(tokens, (items) => {
        const read = tokenPageAnswer.parse({ items }).items.map(({ id, usage }) => ({ id, usage }))
        for (const { id, usage } of read) {
          expect(accepts('tokens:read', PROFILE, { userId: '7', id }, 1)).toBe(true)
          expect(accepts('tokens:copy-id', id)).toBe(true)
          expect(accepts('tokens:gone', PROFILE, '7', [id], 1)).toBe(true)
          expect(accepts('tokens:enable', PROFILE, { userId: '7', id, enabled: true }, 1)).toBe(true)
          const rename = { userId: '7', id, from: usage, to: 'new' }
          expect(accepts('tokens:rename', PROFILE, rename, 1)).toBe(true)
        }
        if (read.length === 0) return
        expect(accepts('jobs:start', PROFILE, { kind: 'delete', userId: '7', items: read })).toBe(true)
      }),
    )
  })

  it('takes every provider that an answer named', () => {
    const url = fc.oneof(
      fc.string().map((name) => `/${name}`),
      fc.constantFrom('/acme', `/${'x'.repeat(3000)}`),
      oddValue,
    )
    const place = { server: 'https://cc.example.com', login: 'a@b', allowHttp: false }
    fc.assert(
      fc.property(fc.array(fc.record({ url })), (providers) => {
        const { providers: named } = loginOptionsAnswer.parse({ providers })
        const ways = waysOf({ providers: named, options: 'sso_and_local' }, place.server)
        for (const { id } of ways.providers) expect(accepts('session:sign-in-with', id, place, 1)).toBe(true)
      }),
    )
  })

  it('takes every person that an answer brought', () => {
    fc.assert(
      fc.property(people, (items) => {
        for (const { id, name } of userPageAnswer.parse({ items }).items) {
          expect(accepts('users:read', PROFILE, id, 1)).toBe(true)
          expect(accepts('users:opened', PROFILE, { id, name })).toBe(true)
          const request = { owner: { id, name }, usage: 'new' }
          expect(accepts('tokens:create', PROFILE, request, 1)).toBe(true)
        }
      }),
    )
  })
})
