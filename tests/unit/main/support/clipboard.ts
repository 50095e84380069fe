import type { Clipboard } from '../../../../src/main/reveal/clipboard.ts'

/** A clipboard in memory, which another program may hold. */
export function memoryClipboard() {
  let text = ''
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
    },
  }
  return {
    ...clipboard,
    text: () => text,
    /** Another program puts something there. */
    put: (next: string) => void (text = next),
    refuse: () => void (isHeld = true),
    release: () => void (isHeld = false),
  }
}
