import { Menu, type BrowserWindow } from 'electron'
import { editItems } from './edit-items.ts'

/** The right button in a field, or on marked text: Electron has no menu for these by itself. */
export function offerEditing(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_, params) => {
    const items = editItems(params)
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
  })
}
