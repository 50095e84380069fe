/** Milliseconds that a server asks to be left alone for, in seconds or by a date; 0 when it says nothing readable. */
export function retryAfter(headers: Headers, now = Date.now()): number {
  const value = headers.get('retry-after') ?? ''
  // A date has whole seconds: what is less than one is its rounding.
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.floor((Date.parse(value) - now) / 1000)
  return Number.isNaN(seconds) ? 0 : Math.max(0, seconds * 1000)
}
