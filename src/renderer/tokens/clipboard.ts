import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ClipboardHold } from '../../contract/index.ts'
import { useBridge } from '../app/bridge.ts'

/** The copied tokens that wait to be cleared from the clipboard, as main counts them. */
export const useClipboard = defineStore('clipboard', () => {
  const bridge = useBridge()
  const holds = shallowRef<readonly ClipboardHold[]>([])
  bridge.on('clipboard:changed', (changed) => (holds.value = changed))

  async function start(): Promise<void> {
    const answer = await bridge.request['clipboard:holds']()
    if (answer.ok) holds.value = answer.value
  }

  return { holds, start }
})
