import { spawnSync } from 'node:child_process'
import { ELECTRON_LIBRARIES, howToInstall, missingPrograms, PROGRAMS } from './needed.mjs'

/** Programs for a start without the user's display: a virtual display, and a keychain. */
export const STAGE = ['Xvfb', 'dbus-daemon', 'dbus-send', 'gnome-keyring-daemon', 'secret-tool'] as const

/** Something that is missing on this system. */
export interface Lack {
  readonly what: string
  /** Debian's packages that contain it. */
  readonly packages: readonly string[]
}

/** Chromium loads these after it has started, and crashes without a message if they are missing. */
const LOADED_LATER = ['libX11-xcb.so.1']

/** @param executable of Electron @returns the missing shared libraries, if any */
export function libraryLack(executable: string): Lack | undefined {
  if (process.platform !== 'linux') return undefined
  const { stdout } = spawnSync('ldd', [executable], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  const cache = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? ''
  return lackOf([...missingLibraries(stdout ?? ''), ...notCached(cache)])
}

/**
 * @param cache output of `ldconfig -p`; empty if the system has no ldconfig(8), and then no library counts as
 *   missing
 */
export const notCached = (cache: string): readonly string[] =>
  cache === '' ? [] : LOADED_LATER.filter((name) => !cache.includes(name))

/** @param output of ldd(1) */
export const missingLibraries = (output: string): readonly string[] =>
  [...output.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '')

const SHOWN = 3

function lackOf(libraries: readonly string[]): Lack | undefined {
  if (libraries.length === 0) return undefined
  const rest = libraries.length - SHOWN
  const names = [...libraries.slice(0, SHOWN), ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
  return { what: `shared libraries that Electron needs (${names})`, packages: ELECTRON_LIBRARIES }
}

export function programLack(wanted: readonly string[]): Lack | undefined {
  if (process.platform !== 'linux') return undefined
  const missing = missingPrograms(wanted)
  if (missing.length === 0) return undefined
  const packages = missing.map((name) => PROGRAMS[name] ?? name)
  return { what: missing.join(', '), packages }
}

/** @returns one sentence: the missing programs and libraries, and the command that installs them */
export const sentenceOf = (lacks: readonly Lack[], reason: string): string =>
  `${reason}: missing ${lacks.map(({ what }) => what).join(' and ')}; ${howToInstall(lacks.flatMap(({ packages }) => packages))}`
