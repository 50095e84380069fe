/** Prints the folder of the Electron in use. */
import { resolveElectron } from './resolve.ts'

console.log(resolveElectron().folder)
