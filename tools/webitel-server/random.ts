const BLOCK = 6

/** A repeatable source of the seeds' randomness. */
export interface Random {
  /** At least 0, below 1. */
  next(): number
  /** A whole number from 0, below `limit`. */
  below(limit: number): number
  uuid(): string
  /** Letters and digits. */
  text(length: number): string
}

/** Mulberry32: small, quick and the same everywhere. Not for secrets of anything real. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const hex = (): string => below(0x100000000).toString(16).padStart(8, '0')
  return { next, below, uuid: () => uuidFrom(hex() + hex() + hex() + hex()), text: (n) => text(below, n) }
}

function text(below: Random['below'], length: number): string {
  let made = ''
  while (made.length < length)
    made += below(36 ** BLOCK)
      .toString(36)
      .padStart(BLOCK, '0')
  return made.slice(0, length)
}

/** Version 4, variant 1, as the real ids are. */
function uuidFrom(hex: string): string {
  const third = `4${hex.slice(13, 16)}`
  const fourth = `a${hex.slice(17, 20)}`
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${third}-${fourth}-${hex.slice(20, 32)}`
}
