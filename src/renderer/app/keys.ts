import type { AppInfo, MenuCommand } from '../../contract/index.ts'
import { latin } from '../ui/latin.ts'

type Platform = AppInfo['platform']

/** What of a keyboard event decides; `typing`: the focus is in a field. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & {
  readonly typing: boolean
}

const WITH_CONTROL: Readonly<Record<string, MenuCommand>> = {
  n: 'new-token',
  r: 'refresh',
  f: 'search',
  PageDown: 'next-page',
  PageUp: 'previous-page',
  ',': 'settings',
  '/': 'shortcuts',
}
const WITH_ALT: Readonly<Record<string, MenuCommand>> = { ArrowLeft: 'back', ArrowRight: 'forward' }

/** @returns the command that these keys mean, if they mean one */
export function commandOf(press: Press, platform: Platform): MenuCommand | undefined {
  const control = platform === 'darwin' ? press.metaKey : press.ctrlKey
  const other = platform === 'darwin' ? press.ctrlKey : press.metaKey
  if (other) return undefined
  if (control) return press.altKey || press.shiftKey ? undefined : WITH_CONTROL[latin(press)]
  // In a field on a Mac, Option and an arrow move by a word.
  if (press.altKey) return press.typing && platform === 'darwin' ? undefined : WITH_ALT[press.key]
  if (press.key === 'F5') return 'refresh'
  return press.key === '?' && !press.typing ? 'shortcuts' : undefined
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"])'))

/** Key names as the platform writes them. */
export const controlName = (platform: Platform): string => (platform === 'darwin' ? '⌘' : 'Ctrl')
