/** What is to be reached. */
export interface Target {
  readonly what: string
  /** At most. */
  readonly limit: number
  readonly unit: Unit
}

export type Unit = 'ms' | '×' | 'MB' | ''

/** Digits after the point that mean anything. */
const DIGITS: Readonly<Record<Unit, number>> = { ms: 0, '×': 2, MB: 1, '': 0 }

/** A number as people read it: `112 ms`, `1.02 ×`. */
export const amount = (value: number, unit: Unit): string => `${value.toFixed(DIGITS[unit])} ${unit}`.trim()

/** Measurements without which a median says nothing. */
export const LEAST = 9

/** What was measured, and what it comes to. */
export interface Figure {
  readonly target: Target
  readonly median: number
  readonly least: number
  readonly most: number
  readonly verdict: 'yes' | 'no' | 'too few runs'
}

/** @param measured in the order of measuring: the first warms up, and is dropped */
export function figureOf(target: Target, measured: readonly number[]): Figure {
  const kept = measured.slice(1)
  const middle = median(kept)
  return {
    target,
    median: middle,
    least: Math.min(...kept),
    most: Math.max(...kept),
    verdict: kept.length < LEAST ? 'too few runs' : middle <= target.limit ? 'yes' : 'no',
  }
}

/** @returns the one in the middle, or the mean of the two there; no number, if there is none or one of them is none */
export function median(values: readonly number[]): number {
  if (values.some(Number.isNaN)) return NaN
  const sorted = values.toSorted((one, other) => one - other)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? NaN : (low + high) / 2
}

export const allReached = (figures: readonly Figure[]): boolean =>
  figures.every(({ verdict }) => verdict === 'yes')
