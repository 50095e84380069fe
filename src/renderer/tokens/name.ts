import { isBlank } from '../ui/plain.ts'

/** Characters (code points) that a name may have. */
export const LONGEST = 128
/** From so many on, the counter is shown. */
export const COUNTED_FROM = 100

/** Control and direction-changing characters: names with them can be made to look like others. */
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

export type NameFault = 'blank' | 'too-long' | 'forbidden'

/** The name as main stores it: normalized to NFC, so that a search finds it, and trimmed. */
export const tidyName = (typed: string): string => typed.normalize('NFC').trim()

export const nameLength = (name: string): number => [...tidyName(name)].length

/** @returns what is wrong with the name of a new token, if anything */
export function nameFault(typed: string): NameFault | undefined {
  const name = tidyName(typed)
  if (isBlank(name)) return 'blank'
  if (FORBIDDEN.test(name) || !name.isWellFormed()) return 'forbidden'
  return nameLength(name) > LONGEST ? 'too-long' : undefined
}
