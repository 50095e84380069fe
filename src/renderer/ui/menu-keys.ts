/**
 * @param at the item that has the focus, from 0
 * @returns the item that a key leads to in a menu, round and round; nothing for keys that don't move
 */
export function menuStep(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count
    case 'ArrowUp':
      return (at - 1 + count) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
