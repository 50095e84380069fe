export type InTurn<Key> = <T>(key: Key, work: () => Promise<T>) => Promise<T>

/**
 * Runs the tasks of each key one after the other, in the order of the calls. Tasks of other keys don't wait.
 */
export function createInTurn<Key>(): InTurn<Key> {
  const last = new Map<Key, Promise<unknown>>()
  return (key, work) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(work)
    const ended: Promise<unknown> = mine
      .catch(() => undefined)
      .finally(() => last.get(key) === ended && last.delete(key))
    last.set(key, ended)
    return mine
  }
}
