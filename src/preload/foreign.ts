/* oxlint-disable typescript/unbound-method -- these methods are called by Reflect.apply */
import { webFrame } from 'electron'

/**
 * Our only script in a provider's pages and frames. It runs before their own scripts and exposes nothing. It
 * removes WebRTC (`src/main/security/webrtc.ts`) and keeps `<input type=file>` from opening the system's
 * dialog, because Electron has no event for it. The window and its session block all other dialogs
 * (`provider-window.ts`, `policy.ts`).
 *
 * It doesn't run in a frame without an address (`about:blank`).
 *
 * Imports nothing of ours: a sandboxed preload script is a single file.
 */
function removeDoors(): void {
  for (const name of Object.getOwnPropertyNames(globalThis))
    if (/^(webkit)?RTC/.test(name)) Reflect.deleteProperty(globalThis, name)

  // Chromium's own functions, because the page may replace them in its prototypes.
  const { apply } = Reflect
  const { matches, attachShadow } = Element.prototype
  const { addEventListener, dispatchEvent } = EventTarget.prototype
  const { composedPath, preventDefault } = Event.prototype
  const { getRootNode } = Node.prototype
  const { click } = HTMLElement.prototype
  const { showPicker } = HTMLInputElement.prototype

  /** `instanceof` would fail for an element of another frame. */
  const isFileInput = (target: unknown): boolean => {
    try {
      return apply(matches, target, ['input[type=file]'])
    } catch {
      return false
    }
  }
  const refuse = (event: Event): void => {
    if (isFileInput(apply(composedPath, event, [])[0])) apply(preventDefault, event, [])
  }
  /** Adding the same listener again changes nothing. */
  const watch = (root: EventTarget): void => {
    for (const type of ['click', 'DOMActivate']) apply(addEventListener, root, [type, refuse, true])
  }
  /** A click on an element outside of any document reaches only the element's root, not the window. */
  const watchRootOf = (target: unknown): void => {
    try {
      watch(apply(getRootNode, target, []))
    } catch {
      // The target is not a node, so it is no file input.
    }
  }

  watch(globalThis)
  // Only listeners inside a closed shadow tree see which of its elements was clicked.
  Element.prototype.attachShadow = function watched(this: Element, init) {
    const root = apply(attachShadow, this, [init])
    watch(root)
    return root
  }
  HTMLElement.prototype.click = function watched(this: HTMLElement) {
    watchRootOf(this)
    apply(click, this, [])
  }
  EventTarget.prototype.dispatchEvent = function watched(this: EventTarget, event) {
    watchRootOf(this)
    return apply(dispatchEvent, this, [event])
  }
  HTMLInputElement.prototype.showPicker = function watched(this: HTMLInputElement) {
    if (!isFileInput(this)) apply(showPicker, this, [])
  }
}

void webFrame.executeJavaScript(`(${removeDoors.toString()})()`)
