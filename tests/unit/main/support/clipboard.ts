import type { Clipboard } from '../../../../src/main/reveal/clipboard.ts'

/** A clipboard in memory, which another program may hold. */
export function memoryClipboard() {
  let text = ''
  /** X11's: what was selected last, copied or not. */
  let selection = ''
  let isHeld = false
  let isHidden = false
  const check = (): void => {
    if (isHeld) throw new Error('Another program holds it')
  }
  const clipboard: Clipboard = {
    async writeText(next) {
      check()
      text = next
    },
    async readText() {
      check()
      if (isHidden) throw new Error('Nobody answers')
      return text
    },
    async clearIf(isIt) {
      check()
      if (isIt(text)) text = ''
      if (isIt(selection)) selection = ''
    },
    async clearSelectionIf(isIt) {
      check()
      if (isIt(selection)) selection = ''
    },
  }
  return {
    ...clipboard,
    text: () => text,
    /** Another program puts something there. */
    put: (next: string) => void (text = next),
    selected: () => selection,
    select: (next: string) => void (selection = next),
    refuse: () => void (isHeld = true),
    /** It takes what is written, and does not say what it holds. */
    hide: () => void (isHidden = true),
    release: () => void (isHeld = isHidden = false),
  }
}
