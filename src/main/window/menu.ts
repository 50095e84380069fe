import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../contract/index.ts'

type Run = (command: MenuCommand) => void

/**
 * The accelerators are shown here and heard by the page (`registerAccelerator: false`): it knows whether a dialog is
 * open and whether a key belongs to a field.
 */
const item = (
  run: Run,
  label: string,
  command: MenuCommand,
  accelerator?: string,
): MenuItemConstructorOptions => ({
  label,
  click: () => run(command),
  ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
})

const ZOOM_ALIASES = [
  ['zoomIn', 'CmdOrCtrl+='],
  ['zoomIn', 'CmdOrCtrl+numadd'],
  ['zoomOut', 'CmdOrCtrl+numsub'],
  ['resetZoom', 'CmdOrCtrl+num0'],
] as const

const separator: MenuItemConstructorOptions = { type: 'separator' }

export function installMenu(platform: NodeJS.Platform, run: Run): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(platform, run)))
}

export function menuTemplate(platform: NodeJS.Platform, run: Run): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin'
  return [
    ...(mac ? [applicationMenu(run)] : []),
    fileMenu(run, mac),
    { role: 'editMenu' },
    tokenMenu(run),
    viewMenu(run),
    { role: 'windowMenu' },
    helpMenu(run),
  ]
}

const applicationMenu = (run: Run): MenuItemConstructorOptions => ({
  role: 'appMenu',
  submenu: [
    { role: 'about' },
    separator,
    item(run, 'Settings…', 'settings', 'CmdOrCtrl+,'),
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    { role: 'quit' },
  ],
})

const fileMenu = (run: Run, mac: boolean): MenuItemConstructorOptions => ({
  label: '&File',
  submenu: [
    item(run, 'New Token', 'new-token', 'CmdOrCtrl+N'),
    separator,
    ...(mac ? [] : [item(run, 'Settings', 'settings', 'CmdOrCtrl+,'), separator]),
    item(run, 'Sign Out', 'sign-out'),
    separator,
    mac ? { role: 'close' } : { role: 'quit' },
  ],
})

/** What the keys of the table do, on the row that has the focus. */
const tokenMenu = (run: Run): MenuItemConstructorOptions => ({
  label: '&Token',
  submenu: [
    item(run, 'Details…', 'details', 'Enter'),
    item(run, 'Rename…', 'rename', 'F2'),
    item(run, 'Delete…', 'delete', 'Delete'),
    separator,
    item(run, 'Select Page', 'select-page', 'CmdOrCtrl+A'),
  ],
})

const helpMenu = (run: Run): MenuItemConstructorOptions => ({
  role: 'help',
  submenu: [
    item(run, 'Keyboard Shortcuts', 'shortcuts', 'CmdOrCtrl+/'),
    separator,
    item(run, 'Diagnostics', 'diagnostics'),
  ],
})

const viewMenu = (run: Run): MenuItemConstructorOptions => ({
  label: '&View',
  submenu: [
    item(run, 'Refresh', 'refresh', 'CmdOrCtrl+R'),
    item(run, 'Search', 'search', 'CmdOrCtrl+F'),
    separator,
    item(run, 'Next Page', 'next-page', 'CmdOrCtrl+PageDown'),
    item(run, 'Previous Page', 'previous-page', 'CmdOrCtrl+PageUp'),
    item(run, 'Back', 'back', 'Alt+Left'),
    item(run, 'Forward', 'forward', 'Alt+Right'),
    separator,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    // Zoom keys without Shift, and on the number pad. An item has only one accelerator, and hidden items work
    // too.
    ...ZOOM_ALIASES.map(([role, accelerator]) => ({ role, accelerator, visible: false })),
    separator,
    { role: 'togglefullscreen' },
  ],
})
