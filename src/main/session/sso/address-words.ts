import { sessionKey } from '../../webitel/values.ts'

/** What an address of the server says of the sign-in: its key, or why there is none (WEBITEL.md, Signing in 5). */
export interface AddressWords {
  readonly key?: string
  readonly refusal?: string
}

/**
 * An address of anybody else says nothing: whoever could put a key there would have people sign in as themselves.
 *
 * @param server origin
 */
export function wordsIn(address: string, server: string): AddressWords {
  if (!URL.canParse(address)) return {}
  const { origin, search, hash } = new URL(address)
  if (origin !== server) return {}
  const said = [new URLSearchParams(search), new URLSearchParams(hash.replace(/^#[^?]*\?|^#/, ''))]
  const read = (name: string): string | undefined =>
    said.map((words) => words.get(name)).find(Boolean) ?? undefined
  const key = sessionKey.safeParse(read('accessToken'))
  if (key.success) return { key: key.data }
  const refusal = read('error_description') ?? read('error')
  return refusal === undefined ? {} : { refusal }
}
