import { app, BrowserWindow, dialog } from 'electron'
import { z } from 'zod'
import type { SaveForm } from '../../contract/index.ts'
import type { Storage } from '../storage/storage.ts'
import type { WriteFile } from './file-writer.ts'
import type { Save } from './reveals.ts'
import { saveSecret } from './save.ts'

const folderSchema = z.object({ folder: z.string().optional().catch(undefined) })

/** Saving through the system's dialog, which opens where the last file went. */
export function createSaver(storage: Storage, write: WriteFile): Save {
  const last = storage.open('save-folder', folderSchema, {})
  const folder = {
    get: () => last.get().folder ?? app.getPath('documents'),
    set: (next: string) => void last.set({ folder: next }),
  }
  return (secret, usage, as, onLate) => saveSecret(secret, usage, { ask, folder, as, write, onLate })
}

/** `dialog` is asked at the moment of use, so that a test can stand in for the person. */
async function ask(proposed: string, as: SaveForm): Promise<string | undefined> {
  const options = {
    defaultPath: proposed,
    filters: [as === 'env' ? { name: '.env', extensions: ['env'] } : { name: 'Text', extensions: ['txt'] }],
    // A list of recent documents would tell where tokens lie.
    properties: [
      'createDirectory' as const,
      'showOverwriteConfirmation' as const,
      'dontAddToRecent' as const,
    ],
  }
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? undefined : filePath
}
