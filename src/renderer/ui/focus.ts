const FOCUSABLE = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex]'

const focusable = (root: HTMLElement): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility(),
  )

/** After the last comes the first: by itself, Tab would leave a modal dialog for the window's frame. */
export function keepFocusInside(root: HTMLElement, event: KeyboardEvent): void {
  const all = focusable(root)
  const [first] = all
  const last = all.at(-1)
  if (!first || !last) return
  const inside = root.contains(document.activeElement) && document.activeElement !== root
  const edge = event.shiftKey ? first : last
  if (inside && document.activeElement !== edge) return
  event.preventDefault()
  const next = event.shiftKey ? last : first
  next.focus()
}
