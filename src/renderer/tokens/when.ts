const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How a moment is told: by words for what is near, by the date else. `now`: less than a minute ago. */
export type When =
  | { readonly kind: 'now' }
  | { readonly kind: 'minutes' | 'hours'; readonly count: number }
  | { readonly kind: 'yesterday' | 'date' }

/** @param at milliseconds since the epoch; days are those of the person's own zone */
export function whenOf(at: number, now: number): When {
  const past = now - at
  // A server's clock may be a little ahead of this computer's.
  if (Math.abs(past) < MINUTE) return { kind: 'now' }
  if (past < 0) return { kind: 'date' }
  if (past < HOUR) return { kind: 'minutes', count: Math.floor(past / MINUTE) }
  const days = daysBetween(at, now)
  if (days === 0) return { kind: 'hours', count: Math.floor(past / HOUR) }
  return { kind: days === 1 ? 'yesterday' : 'date' }
}

function daysBetween(at: number, now: number): number {
  const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0)
  // Days with a change of clocks have 23 or 25 hours.
  return Math.round((midnight(now) - midnight(at)) / (24 * HOUR))
}

/**
 * Shown instead of a time that `Date` can't represent. Main sends none, but stored files and later versions
 * may.
 */
const UNKNOWN = '—'

const isMoment = (at: number): boolean => !Number.isNaN(new Date(at).getTime())

export interface Clock {
  /** Short, for a list. */
  readonly short: (at: number, now: number, justNow: string) => string
  /** Hours, minutes and seconds. */
  readonly ofDay: (at: number) => string
  /** Absolute, with the zone. */
  readonly full: (at: number) => string
}

/**
 * @param language of the words around ("2 hours ago")
 * @param locale of the person's system: order of day and month, 12 or 24 hours
 */
export function createClock(language: string, locale: string): Clock {
  const sameLanguage = locale.split('-')[0] === language
  const relative = new Intl.RelativeTimeFormat(sameLanguage ? locale : language, { numeric: 'auto' })
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })
  const ofDay = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' })

  function short(at: number, now: number, justNow: string): string {
    if (!isMoment(at)) return UNKNOWN
    const when = whenOf(at, now)
    switch (when.kind) {
      case 'now':
        return justNow
      case 'minutes':
      case 'hours':
        return relative.format(-when.count, when.kind)
      case 'yesterday':
        return `${relative.format(-1, 'day')}, ${time.format(at)}`
      case 'date':
        return date.format(at)
    }
  }

  const orUnknown = (format: Intl.DateTimeFormat, at: number) => (isMoment(at) ? format.format(at) : UNKNOWN)
  return { short, ofDay: (at) => orUnknown(ofDay, at), full: (at) => orUnknown(full, at) }
}
