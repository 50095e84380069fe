/** A corner of a menu: a point (the pointer), or what it hangs from. Pixels of the window. */
export type MenuPlace =
  | { readonly kind: 'point'; readonly x: number; readonly y: number }
  | { readonly kind: 'below'; readonly box: Box; readonly align: 'start' | 'end' }

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}
interface Size {
  readonly width: number
  readonly height: number
}

/** Between a menu and what it hangs from, and between it and the edge of the window. */
const GAP = 4

/** Where a menu of that size stands: below, else above; within the window in any case. */
export function placeOf(at: MenuPlace, menu: Size, window: Size): { x: number; y: number } {
  const { x, top, bottom } = wanted(at, menu)
  const fits = bottom + menu.height + GAP <= window.height
  return {
    x: within(x, window.width - menu.width - GAP),
    y: within(fits ? bottom : top - menu.height, window.height - menu.height - GAP),
  }
}

function wanted(at: MenuPlace, { width }: Size): { x: number; top: number; bottom: number } {
  if (at.kind === 'point') return { x: at.x, top: at.y, bottom: at.y }
  const { box, align } = at
  const x = align === 'start' ? box.left : box.right - width
  return { x, top: box.top - GAP, bottom: box.bottom + GAP }
}

const within = (value: number, most: number): number => Math.max(GAP, Math.min(value, most))
