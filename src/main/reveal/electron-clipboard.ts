import electron from 'electron'
import type { Clipboard } from './clipboard.ts'

/** What Electron's module may hold, by its version: 45 answers with promises and takes items, 33 neither. */
interface AnyClipboard {
  readonly writeText: (text: string) => Promise<void> | void
  readonly readText: (type?: 'selection') => Promise<string> | string
  readonly clear: (type?: 'selection') => Promise<void> | void
  readonly write?: (items: readonly unknown[]) => Promise<void>
  /** X11's, in newer versions. */
  readonly selection?: Pick<AnyClipboard, 'readText' | 'clear'>
}
type ItemClass = new (items: Readonly<Record<string, string | Blob>>) => unknown

/**
 * What tells the histories of clipboards to leave a text out (docs/clipboard.md):
 * http://nspasteboard.org, https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats#cloud-clipboard-and-clipboard-history-formats,
 * and KDE's Klipper.
 */
const MARKS: Readonly<Partial<Record<NodeJS.Platform, Readonly<Record<string, string | Uint8Array>>>>> = {
  darwin: { 'org.nspasteboard.ConcealedType': '' },
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: new Uint8Array(4),
    CanIncludeInClipboardHistory: new Uint8Array(4),
    CanUploadToCloudClipboard: new Uint8Array(4),
  },
  linux: { 'x-kde-passwordManagerHint': 'secret' },
}

const clipboard = (): AnyClipboard => electron.clipboard as unknown as AnyClipboard
const itemClass = (): ItemClass | undefined => (electron as { ClipboardItem?: ItemClass }).ClipboardItem

/** The system's clipboard. A text is marked as secret where it can be put there together with its mark, at once. */
export const electronClipboard: Clipboard = {
  async writeText(text) {
    if (!(await writeMarked(text))) await clipboard().writeText(text)
  },
  readText: () => clipboard().readText(),
  clearIf: (isIt) => clearWhere(places(), isIt),
  clearSelectionIf: (isIt) => clearWhere(places().slice(1), isIt),
}

async function clearWhere(where: readonly Place[], isIt: (text: string) => boolean): Promise<void> {
  for (const { read, clear } of where) {
    if (!isIt(await read())) continue
    await clear()
    if (isIt(await read())) throw new Error('It is still there')
  }
}

interface Place {
  readonly read: () => Promise<string> | string
  readonly clear: () => Promise<void> | void
}

/** The clipboard first; on X11 also the selection, which the middle button of the mouse pastes. */
function places(): readonly Place[] {
  const whole = clipboard()
  const { selection } = whole
  const common = { read: () => whole.readText(), clear: () => whole.clear() }
  if (process.platform !== 'linux') return [common]
  const selected = selection
    ? { read: () => selection.readText(), clear: () => selection.clear() }
    : { read: () => whole.readText('selection'), clear: () => whole.clear('selection') }
  return [common, selected]
}

/** @returns whether it was: not where only one thing can be written at a time */
async function writeMarked(text: string): Promise<boolean> {
  const Item = itemClass()
  const { write } = clipboard()
  if (!Item || !write) return false
  const marks = Object.entries(MARKS[process.platform] ?? {}).map(
    ([format, value]) =>
      [`electron application/osclipboard;format="${format}"`, new Blob([value as BlobPart])] as const,
  )
  try {
    await write([new Item({ 'text/plain': text, ...Object.fromEntries(marks) })])
    return true
  } catch {
    return false
  }
}
