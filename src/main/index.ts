import { app, dialog, protocol } from 'electron'
import { start } from './application.ts'
import { isWritable } from './storage/profile-folder.ts'
import { SCHEME } from './window/scheme.ts'

// `enableSandbox` takes `--no-sandbox` back, without which root can't start anything (development, tests, containers).
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

const folder = app.getPath('userData')
// The lock lies in the profile folder: another profile is another application.
if (!isWritable(folder)) void app.whenReady().then(() => refuse(notWritable(folder)))
else if (app.requestSingleInstanceLock()) void app.whenReady().then(() => start(refuse))
else app.quit()

function notWritable(path: string): string {
  return `The folder ${path} can't be written to. Make it writable for you, or name another with --user-data-dir=…`
}

function refuse(words: string): void {
  console.error(words)
  dialog.showErrorBox('Webitel Tokens cannot start', words)
  app.exit(1)
}
