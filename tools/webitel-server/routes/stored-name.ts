import type { Switches } from '../switches.ts'

/** Characters that are kept when the server cuts names. */
const KEPT = 64

/** A new token's name in the form that the server stores it in. */
export function storedName(usage: string, { storedNames }: Pick<Switches, 'storedNames'>): string {
  if (storedNames === 'cut') return [...usage].slice(0, KEPT).join('')
  if (storedNames === 'nfc') return usage.normalize('NFC')
  return storedNames === 'trimmed' ? usage.trim() : usage
}
