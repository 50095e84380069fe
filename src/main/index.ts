import { app, dialog, protocol } from 'electron'
import { start } from './application.ts'
import { whyNotWritable } from './storage/profile-folder.ts'
import { claimProfile, type Claim } from './storage/profile-lock.ts'
import { SCHEME } from './window/scheme.ts'

// `enableSandbox` takes `--no-sandbox` back, without which root can't start anything (development, tests, containers).
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

const claim = claimFolder(app.getPath('userData'))
if (claim.kind === 'claimed') void app.whenReady().then(() => start(refuse))
else if (claim.kind === 'impossible') void app.whenReady().then(() => refuse(claim.words))
else app.quit()

/** The lock lies in the profile folder: another profile is another application. */
function claimFolder(folder: string): Claim {
  const words = whyNotWritable(folder)
  if (words !== undefined) return { kind: 'impossible', words }
  const request = () => app.requestSingleInstanceLock()
  return claimProfile({ folder, request, env: process.env, platform: process.platform })
}

function refuse(words: string): void {
  console.error(words)
  dialog.showErrorBox('Webitel Tokens cannot start', words)
  app.exit(1)
}
