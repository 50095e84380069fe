/**
 * Counts in ticks how long this process was running. Each tick is one timer, so a minute in which the process
 * was stopped, starved or suspended counts as one tick. A late tick is counted together with the next one: by
 * then the event loop has handled the messages that arrived while the process wasn't running (docs/adr/0041).
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

/**
 * Ticks per limit, and the shortest tick in milliseconds. Shorter ticks would be late even on an idle
 * machine.
 */
const TICKS = 20
const SHORTEST_TICK_MS = 25

/**
 * A timeout that counts only the time that this process is running.
 *
 * @param limitMs milliseconds
 * @returns cancels the timeout
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
