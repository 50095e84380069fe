/** Prints the folder of the Electron in use, and nothing else. */
import { absence, findElectron } from './resolve.ts'

const electron = findElectron()
if (electron) console.log(electron.folder)
else {
  console.error(absence())
  process.exitCode = 1
}
