import { describe, expect, it } from 'vitest'
import type { TokenId } from '../../../../src/contract/index.ts'
import { failure } from '../../../../src/main/failure.ts'
import { request, signal, token, world } from '../support/creating.ts'

/** A create that is answered with that token's id, and no secret. */
const answeredWith = (id: string, made: readonly string[] = [id]) =>
  world(async (held) => {
    held.push(...made.map(token))
    return { token: token(id), secret: '' }
  })

const findingOf = async (around: ReturnType<typeof answeredWith>) => {
  const outcome = await around.creation.create(request, signal())
  return outcome.kind === 'answer-lost' ? outcome.lost.finding : undefined
}

describe('a create that is answered without a secret', () => {
  it('names the new token as the one that nobody has a copy of', async () => {
    expect(await findingOf(answeredWith('new'))).toMatchObject({ certain: true, tokens: [{ id: 'new' }] })
  })

  it('never offers a token for deletion that was there before', async () => {
    const around = answeredWith('old', [])
    expect(await findingOf(around)).toEqual({ kind: 'none' })
    expect(around.file.get()).toMatchObject([{ reason: 'unreadable' }])
    expect(around.file.get()[0]).not.toHaveProperty('secretless')
  })

  it('names the new token when the answer names an old one', async () => {
    const finding = await findingOf(answeredWith('old', ['new']))
    expect(finding).toMatchObject({ kind: 'made', tokens: [{ id: 'new' }] })
    expect(finding).not.toHaveProperty('certain')
  })

  it('offers nothing for deletion when the tokens before it are unknown', async () => {
    const around = answeredWith('old', [])
    around.named.mockRejectedValueOnce(failure('forbidden'))
    const finding = await findingOf(around)
    expect(finding).toMatchObject({ kind: 'made', tokens: [{ id: 'old' as TokenId }] })
    expect(finding).not.toHaveProperty('certain')
    // Nor at the next start.
    expect((await around.begin().current())?.finding).not.toHaveProperty('certain')
  })
})
