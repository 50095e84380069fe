/* oxlint-disable typescript/unbound-method -- these methods are called by Reflect.apply */
import { webFrame } from 'electron'

/**
 * The only script of ours in a provider's pages, frames included, before their own scripts. It exposes nothing. It takes
 * away WebRTC (`src/main/security/webrtc.ts`) and keeps `<input type=file>` from opening the system's dialog, for which
 * Electron has no event. The other dialogs are closed by the window and its session (`provider-window.ts`, `policy.ts`).
 *
 * It does not run in a frame without an address (`about:blank`).
 *
 * Imports nothing of ours: a sandboxed preload script is a single file.
 */
function removeDoors(): void {
  for (const name of Object.getOwnPropertyNames(globalThis))
    if (/^(webkit)?RTC/.test(name)) Reflect.deleteProperty(globalThis, name)

  // The page may replace what its prototypes hold: these are Chromium's own.
  const { apply } = Reflect
  const { matches, attachShadow } = Element.prototype
  const { addEventListener, dispatchEvent } = EventTarget.prototype
  const { composedPath, preventDefault } = Event.prototype
  const { getRootNode } = Node.prototype
  const { click } = HTMLElement.prototype
  const { showPicker } = HTMLInputElement.prototype

  /** Not by `instanceof`: an element may come from another frame. */
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
  /** A click in no document passes its own root, but no window. */
  const watchRootOf = (target: unknown): void => {
    try {
      watch(apply(getRootNode, target, []))
    } catch {
      // No node: nothing that could be a file input.
    }
  }

  watch(globalThis)
  // In a closed shadow tree only the tree itself sees which element was clicked.
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
