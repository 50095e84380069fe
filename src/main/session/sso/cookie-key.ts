import { parseAnswer, readCapped } from '../../webitel/answer.ts'
import { accessAnswer } from '../../webitel/schemas.ts'

/**
 * The key that the server has for the cookies of a provider's window (WEBITEL.md, Signing in 5).
 *
 * @param fetch sends the cookies of that window, and only that may
 * @returns nothing as long as there is none
 */
export async function keyOfCookies(
  fetch: (address: string, init: RequestInit) => Promise<Response>,
  server: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const response = await fetch(`${server}/api/login?domain=`, {
      credentials: 'include',
      cache: 'no-store',
      redirect: 'error',
      signal,
    })
    return response.ok ? parseAnswer(await readCapped(response), accessAnswer).access_token : undefined
  } catch {
    // The page that the person looks at goes on; its own address may say the key.
    return undefined
  }
}
