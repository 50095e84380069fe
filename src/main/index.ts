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
// Chromium would write its TLS keys to this file. It reads the variable only after this line.
delete process.env['SSLKEYLOGFILE']
// Before `ready`, because Chromium acts on switches later.
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

/** The lock is in the profile folder, so one instance per profile can run. */
function claimFolder(folder: string): Claim {
  const words = unsafe ?? whyNotWritable(folder)
  if (words !== undefined) return { kind: 'impossible', words }
  const request = () => app.requestSingleInstanceLock()
  return claimProfile({ folder, request, env: process.env, platform: process.platform })
}

/** Chromium has no sandbox for root: its processes would exit, and no window would appear. */
function whyNotAsRoot(): string | undefined {
  const isRoot = app.isPackaged && process.platform === 'linux' && process.getuid?.() === 0
  return isRoot ? 'It was started as root, which has no sandbox. Start it as an ordinary user.' : undefined
}

function refuse(words: string): void {
  console.error(words)
  // Signals may end the process immediately: there is nothing to save.
  restoreDefaultSignals(process)
  dialog.showErrorBox('Webitel Tokens cannot start', words)
  app.exit(1)
}
