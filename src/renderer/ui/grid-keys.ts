import { latin } from './latin.ts'

/** What is done to the focused row; `page`: to all of them. */
export type GridAct = 'toggle' | 'page' | 'open' | 'remove' | 'rename'

/** What a key does in a grid. `extend`: Shift is held, the range grows with the focus. */
export type GridKey =
  { readonly kind: 'move'; readonly to: number; readonly extend: boolean } | { readonly kind: GridAct }

interface Place {
  /** Of the row that the focus is in; -1 in the head: there, no row is meant. */
  readonly index: number
  readonly count: number
  /** Rows that fit on the screen. */
  readonly fitting: number
  /** Whether the focus is on the row itself, not on a control in it. */
  readonly onRow: boolean
}

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** @returns nothing for keys that mean nothing here */
export function gridKey(pressed: Pressed, place: Place): GridKey | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = pressed
  if (altKey) return undefined
  if (ctrlKey || metaKey) return latin(pressed) === 'a' ? { kind: 'page' } : undefined
  if (key === 'Delete') return { kind: 'remove' }
  if (key === 'F2') return place.index < 0 ? undefined : { kind: 'rename' }
  if (key === ' ') return place.onRow ? { kind: 'toggle' } : undefined
  if (key === 'Enter') return place.onRow ? { kind: 'open' } : undefined
  const to = movedTo(key, place)
  return to === undefined ? undefined : { kind: 'move', to, extend: shiftKey }
}

/** @returns the row that a key moves to in a list; nothing for keys that don't move */
export function movedTo(
  key: string,
  { index, count, fitting }: Pick<Place, 'index' | 'count' | 'fitting'>,
): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return Math.max(index - 1, 0)
    case 'ArrowDown':
      return Math.min(index + 1, count - 1)
    case 'PageUp':
      return Math.max(index - fitting, 0)
    case 'PageDown':
      return Math.min(index + fitting, count - 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
