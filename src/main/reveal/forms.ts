import type { CopyForm, Reveal } from '../../contract/index.ts'

/** The header that Webitel takes a token in, as it takes a session (WEBITEL.md, Conventions). */
const HEADER = 'X-Webitel-Access'

/** What is copied of a token. @throws nothing: without a known server a command names a placeholder */
export function copyOf({ secret, server }: Pick<Reveal, 'secret' | 'server'>, as: CopyForm): string {
  if (as === 'token') return secret
  const header = `${HEADER}: ${secret}`
  if (as === 'header') return header
  return `${curl()} -H ${quoted(header)} ${quoted(`${server ?? 'https://webitel.example.com'}/api/userinfo`)}`
}

/** All that may be copied of a token. */
export const textsOf = (reveal: Pick<Reveal, 'secret' | 'server'>): readonly string[] =>
  (['token', 'header', 'curl'] as const).map((as) => copyOf(reveal, as))

/** Windows' own PowerShell calls something else `curl`. */
const curl = (platform = process.platform): string => (platform === 'win32' ? 'curl.exe' : 'curl')

/** Double quotes mean the same in every shell around what none of them reads as its own; else POSIX's single ones. */
const quoted = (text: string): string =>
  /^[\w .:/@+=~,-]*$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", String.raw`'\''`)}'`

/** A line for a `.env` file, ending in a line break. */
export function envOf(secret: string, usage: string): string {
  return `${envName(usage)}=${envValue(secret)}\n`
}

/** An environment variable's name made from a token's: upper case, digits and `_`, not beginning with a digit. */
export function envName(usage: string): string {
  const plain = usage
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z\d]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 64)
  if (plain === '') return 'WEBITEL_TOKEN'
  return /^\d/.test(plain) ? `TOKEN_${plain}` : plain
}

/** Bare, where every reader takes it as it stands; else in single quotes, which keep all but themselves. */
function envValue(secret: string): string {
  if (/^[\w.:/@+,-]+$/.test(secret)) return secret
  if (!/['\n\r]/.test(secret)) return `'${secret}'`
  const escaped = secret.replace(/["\\$`]/g, String.raw`\$&`).replace(/\n/g, String.raw`\n`)
  return `"${escaped}"`
}
