/**
 * Counts the time that this process was really running, in ticks. Each tick is one timer, so a process that was stopped,
 * starved or suspended for a minute counts one tick for it. A tick that fires late is counted with the next one: by then
 * the event loop has had a turn, and has handled what arrived while the process did not run (docs/adr/0041).
 *
 * @param tickMs milliseconds between two ticks
 * @param onTick called at each tick, with the number of ticks counted so far
 * @returns stops the clock
 */
export function countTicks(tickMs: number, onTick: (ticks: number) => void): () => void {
  let ticks = 0
  let carried = 0
  let last = performance.now()
  let timer = setTimeout(tick, tickMs)

  function tick(): void {
    const now = performance.now()
    const isLate = now - last >= 2 * tickMs
    last = now
    ticks += carried + (isLate ? 0 : 1)
    carried = isLate ? 1 : 0
    timer = setTimeout(tick, tickMs)
    onTick(ticks)
  }

  return () => clearTimeout(timer)
}

/** Ticks of a limit, and the shortest tick in milliseconds: shorter ones would be late on an idle machine already. */
const TICKS = 20
const SHORTEST_TICK_MS = 25

/**
 * Calls back once this process has been running for that long.
 *
 * @param limitMs milliseconds
 * @returns stops it
 */
export function afterAwake(limitMs: number, onEnd: () => void): () => void {
  const needed = Math.max(1, Math.min(TICKS, Math.floor(limitMs / SHORTEST_TICK_MS)))
  const stop = countTicks(limitMs / needed, (ticks) => {
    if (ticks < needed) return
    stop()
    onEnd()
  })
  return stop
}
