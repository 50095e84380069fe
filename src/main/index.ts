import { app, dialog, protocol } from 'electron'
import { start } from './application.ts'
import { restoreDefaultSignals } from './closing/default-signals.ts'
import { disableQuic } from './network/quic.ts'
import { isDriven, refusal, refusedSwitches } from './security/switches.ts'
import { whyNotWritable } from './storage/profile-folder.ts'
import { claimProfile, type Claim } from './storage/profile-lock.ts'
import { SCHEME } from './window/scheme.ts'

// `enableSandbox` takes `--no-sandbox` back, without which root can't start anything in development, tests and containers.
if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
disableQuic({ commandLine: app.commandLine, isPackaged: app.isPackaged, env: process.env })
// Chromium would write the keys of its TLS connections there. It reads the variable after this.
delete process.env['SSLKEYLOGFILE']
// Before `ready`, so that Chromium has not acted on them.
const refused = app.isPackaged ? refusedSwitches(process.argv.slice(1), isDriven(import.meta.dirname)) : []
for (const name of refused) app.commandLine.removeSwitch(name)
const unsafe = refused.length > 0 ? refusal(refused) : whyNotAsRoot()
protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

const claim = claimFolder(app.getPath('userData'))
if (claim.kind === 'claimed') void app.whenReady().then(() => start(refuse))
else if (claim.kind === 'impossible') void app.whenReady().then(() => refuse(claim.words))
else app.quit()

/** The lock lies in the profile folder: another profile is another application. */
function claimFolder(folder: string): Claim {
  const words = unsafe ?? whyNotWritable(folder)
  if (words !== undefined) return { kind: 'impossible', words }
  const request = () => app.requestSingleInstanceLock()
  return claimProfile({ folder, request, env: process.env, platform: process.platform })
}

/** Root has no sandbox: Chromium would end its own processes, and no window would appear. */
function whyNotAsRoot(): string | undefined {
  const isRoot = app.isPackaged && process.platform === 'linux' && process.getuid?.() === 0
  return isRoot ? 'It was started as root, which has no sandbox. Start it as an ordinary user.' : undefined
}

function refuse(words: string): void {
  console.error(words)
  // Nothing is to be saved any more.
  restoreDefaultSignals(process)
  dialog.showErrorBox('Webitel Tokens cannot start', words)
  app.exit(1)
}
