/** The key code of every key that an input method takes for itself. */
const COMPOSING_KEY_CODE = 229

type Key = Pick<KeyboardEvent, 'isComposing' | 'keyCode' | 'stopImmediatePropagation'>

/**
 * Keeps keys that belong to an input method from every handler of the page. While a person composes a character, Escape
 * takes back a suggestion and Enter accepts one: neither closes a dialog nor empties a field. The browser's own handling,
 * and with it the input method, goes on.
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
