import { app, protocol } from 'electron'
import { start } from './application.ts'
import { SCHEME } from './window/scheme.ts'

// `enableSandbox` takes `--no-sandbox` back, without which root can't start anything (development, tests, containers).
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

// The lock lies in the profile folder: another profile is another application.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()
