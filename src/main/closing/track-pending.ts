/** A function with a way to await its calls in flight. */
export interface Tracked<Args extends readonly unknown[], T> {
  readonly run: (...args: Args) => Promise<T>
  /** Resolves when the calls in flight have settled; `undefined` when there are none. Never rejects. */
  readonly pending: () => Promise<unknown> | undefined
}

/** Tracks the calls in flight, so that the application can wait for them before it exits. */
export function trackPending<Args extends readonly unknown[], T>(
  call: (...args: Args) => Promise<T>,
): Tracked<Args, T> {
  const inFlight = new Set<Promise<T>>()
  return {
    run(...args) {
      const started = call(...args)
      inFlight.add(started)
      const forget = (): void => void inFlight.delete(started)
      started.then(forget, forget)
      return started
    },
    pending: () => (inFlight.size > 0 ? Promise.allSettled(inFlight) : undefined),
  }
}
