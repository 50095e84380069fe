import type { MenuPlace } from './menu-place.ts'

/** Whether the press is on text that is marked: what is wanted is to copy it. */
export function isMarked({ target }: MouseEvent): boolean {
  const marked = window.getSelection()
  return marked?.isCollapsed === false && target instanceof Node && marked.containsNode(target, true)
}

/** At the pointer; asked for by the keyboard (the menu key, Shift+F10), below what has the focus. */
export function placeOfContextMenu({ button, ctrlKey, clientX, clientY, target }: MouseEvent): MenuPlace {
  // On a Mac a press with Control is one of the right button.
  if (button === 2 || ctrlKey || !(target instanceof Element))
    return { kind: 'point', x: clientX, y: clientY }
  const { left, right, top, bottom } = target.getBoundingClientRect()
  const box = { left: left + INDENT, right, top, bottom }
  return { kind: 'below', box, align: 'start' }
}

/** Pixels from the edge of a row to its first words. */
const INDENT = 40
