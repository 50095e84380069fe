interface Opener {
  readonly element: Element | null
  /** The dialog that it stands in, if in one. */
  readonly dialog: HTMLDialogElement | null
}

/** What had the focus when each dialog opened. */
const openers = new WeakMap<HTMLDialogElement, Opener>()

/** Called before a dialog opens. */
export function rememberOpener(dialog: HTMLDialogElement): void {
  const element = document.activeElement
  openers.set(dialog, { element, dialog: element?.closest('dialog') ?? null })
}

/**
 * Gives the focus back to what opened a dialog. When that stood in a dialog that is closed too (one follows another),
 * to what opened that one: the browser would leave the focus nowhere.
 */
export function focusOpener(dialog: HTMLDialogElement): void {
  const target = openerOf(dialog)
  if (target instanceof HTMLElement) target.focus()
}

function openerOf(dialog: HTMLDialogElement): Element | null {
  const opener = openers.get(dialog)
  if (!opener) return null
  const gone = !opener.element?.isConnected || opener.dialog?.open === false
  return gone && opener.dialog ? openerOf(opener.dialog) : opener.element
}
