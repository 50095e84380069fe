import type { TokenTest } from '../../contract/index.ts'
import { codeOf, failure, Failure } from '../failure.ts'
import type { LoginApi } from '../webitel/login.ts'
import { sessionKey } from '../webitel/values.ts'

/**
 * Asks the token's server which user the token acts as. A refusal concerns only the token; it ends no
 * session.
 *
 * @param api sends that token and nothing else
 * @throws Failure `token-refused` with the server's message, `token-unsendable` when no header can carry the
 *   token, or the failure of the request
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
    // A token that may not read its own identity may not do anything.
    const isRefused = codeOf(thrown) === 'session-ended' || codeOf(thrown) === 'forbidden'
    if (!(thrown instanceof Failure) || !isRefused) throw thrown
    throw new Failure({ ...thrown.error, code: 'token-refused' })
  }
}
