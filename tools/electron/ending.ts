import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { libraryLack, sentenceOf } from '../linux/lacks.ts'

/** How an Electron process ended unexpectedly. */
export interface Ending {
  readonly executable: string
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
}

/** @returns one sentence: why Electron ended, and what to do */
export function explain(ending: Ending): string {
  const { executable, stderr } = ending
  const lack = /error while loading shared libraries/.test(stderr) ? libraryLack(executable) : undefined
  if (lack) return sentenceOf([lack], "Electron can't start on this system")
  if (/sandbox helper|No usable sandbox/i.test(stderr))
    return sandboxSentence(join(dirname(executable), HELPER))
  if (
    /Missing X server|cannot open display|failed to connect to (?:the )?wayland|platform failed to initialize/i.test(
      stderr,
    )
  )
    return noDisplay()
  return `Electron ended with ${ending.signal ?? `status ${ending.status}`}: ${lastWords(stderr)}`
}

/**
 * Chromium's helper, which creates a sandbox without user namespaces. Root must own it, with the setuid bit
 * set.
 */
const HELPER = 'chrome-sandbox'

/**
 * Kernel settings that can refuse user namespaces to ordinary accounts, with the values that refuse and allow
 * them.
 */
const SETTINGS = [
  // Ubuntu since 23.10. https://ubuntu.com/blog/ubuntu-23-10-restricted-unprivileged-user-namespaces
  { name: 'kernel.apparmor_restrict_unprivileged_userns', refuses: '1', allows: '0' },
  { name: 'kernel.unprivileged_userns_clone', refuses: '0', allows: '1' },
  { name: 'user.max_user_namespaces', refuses: '0', allows: '15000' },
] as const

/** @param readSetting returns the value of a setting, or `undefined` if the kernel doesn't have it */
export function sandboxSentence(helper: string, readSetting = settingOf): string {
  const cause = SETTINGS.find(({ name, refuses }) => readSetting(name) === refuses)
  const start = 'Electron has no sandbox: this system refuses user namespaces to ordinary accounts'
  if (cause)
    return `${start} (${cause.name} is ${cause.refuses}); as root, run: sysctl -w ${cause.name}=${cause.allows}`
  if (isSetuidRoot(helper)) return `${start}, as some containers do; run it outside of the container`
  return `${start}; as root, run: chown root:root '${helper}' && chmod 4755 '${helper}'`
}

function settingOf(name: string): string | undefined {
  try {
    return readFileSync(join('/proc/sys', ...name.split('.')), 'utf8').trim()
  } catch {
    return undefined
  }
}

function isSetuidRoot(path: string): boolean {
  try {
    const { uid, mode } = statSync(path)
    return uid === 0 && (mode & 0o4000) !== 0
  } catch {
    return false
  }
}

function noDisplay(): string {
  const { WAYLAND_DISPLAY: wayland, DISPLAY: x11 } = process.env
  const name = wayland ? `WAYLAND_DISPLAY is ${wayland}` : `DISPLAY is ${x11 ?? 'not set'}`
  return `The display can't be opened (${name}); name one that you may use, or see the application without one: env -u DISPLAY -u WAYLAND_DISPLAY npm start`
}

/**
 * Prefers lines that aren't Chromium's log (`[process:date/time:level:…]`), because that seldom has the
 * reason.
 */
function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  const own = lines.filter((line) => !/^\[\d+:/.test(line))
  return own.at(-1) ?? lines.at(-1) ?? 'it said nothing'
}
