/** The key code of every key event that an input method handles. */
const COMPOSING_KEY_CODE = 229

type Key = Pick<KeyboardEvent, 'isComposing' | 'keyCode' | 'stopImmediatePropagation'>

/**
 * Hides key events of an input method from all handlers of the page. While the user composes a character,
 * Escape rejects a suggestion and Enter accepts it, so these keys must not close a dialog or clear a field.
 * The browser still handles the keys, so the input method keeps working.
 *
 * @param target the window, before any other listener is added to it
 */
export function leaveKeysToInputMethods(target: EventTarget): void {
  for (const type of ['keydown', 'keyup'])
    target.addEventListener(
      type,
      (event) => {
        const key = event as unknown as Key
        if (key.isComposing || key.keyCode === COMPOSING_KEY_CODE) key.stopImmediatePropagation()
      },
      { capture: true },
    )
}
