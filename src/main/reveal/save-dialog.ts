import { app, BrowserWindow, dialog } from 'electron'
import { z } from 'zod'
import type { SaveOutcome } from '../../contract/index.ts'
import { openStore } from '../storage/store.ts'
import { saveSecret } from './save.ts'

const folderSchema = z.object({ folder: z.string().optional() })

/** Saving through the system's dialog, which opens where the last file went. */
export function createSaver(profile: string): (secret: string, usage: string) => Promise<SaveOutcome> {
  const last = openStore(profile, 'save-folder', folderSchema, {})
  const folder = {
    get: () => last.get().folder ?? app.getPath('documents'),
    set: (next: string) => void last.set({ folder: next }),
  }
  return (secret, usage) => saveSecret(secret, usage, { ask, folder })
}

/** `dialog` is asked at the moment of use, so that a test can stand in for the person. */
async function ask(proposed: string): Promise<string | undefined> {
  const options = {
    defaultPath: proposed,
    filters: [{ name: 'Text', extensions: ['txt'] }],
    properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const],
  }
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? undefined : filePath
}
