import type { TokenTest } from '../../contract/index.ts'
import { codeOf, failure, Failure } from '../failure.ts'
import type { LoginApi } from '../webitel/login.ts'
import { sessionKey } from '../webitel/values.ts'

/**
 * Whom a token acts as, as its own server says of it. What is refused here is the token: no session ends by it.
 *
 * @param api sends that token and nothing else
 * @throws Failure `token-refused` with the server's words, `token-unsendable` for one that no header can carry, or what
 *   happened on the way
 */
export async function testToken(
  secret: string,
  api: Pick<LoginApi, 'identity'>,
  signal: AbortSignal,
  now: () => number = () => performance.now(),
): Promise<TokenTest> {
  if (!sessionKey.safeParse(secret).success) throw failure('token-unsendable')
  const began = now()
  try {
    const { user, domain } = await api.identity(signal)
    const { id, name, username } = user
    return { user: { id, name: name || username }, domain, took: Math.round(now() - began) }
  } catch (thrown) {
    // What may not ask who it is may not do anything.
    const isRefused = codeOf(thrown) === 'session-ended' || codeOf(thrown) === 'forbidden'
    if (!(thrown instanceof Failure) || !isRefused) throw thrown
    throw new Failure({ ...thrown.error, code: 'token-refused' })
  }
}
