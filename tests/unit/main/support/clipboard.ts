import type { Clipboard } from '../../../../src/main/reveal/clipboard.ts'

/** A clipboard in memory, which another program may hold. */
export function memoryClipboard() {
  let text = ''
  /** X11's: what was selected last, copied or not. */
  let selection = ''
  let isHeld = false
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
      return text
    },
    async clearIf(isIt) {
      check()
      if (isIt(text)) text = ''
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
    release: () => void (isHeld = false),
  }
}
