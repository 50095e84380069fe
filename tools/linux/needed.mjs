/**
 * What the tests, and a start without a display, need of a Linux. Plain JavaScript without dependencies, as set-up is.
 */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @typedef {{ readonly purpose: string, readonly names: readonly string[] }} Group */

/**
 * Debian's packages by what they are for. Names after a bar are the same thing on other releases.
 * @type {readonly Group[]}
 */
export const DEBIAN = [
  { purpose: 'a display where there is none', names: ['xvfb', 'xauth'] },
  {
    purpose: 'a keychain for the tests',
    names: ['dbus', 'dbus-x11', 'gnome-keyring', 'libsecret-1-0', 'libsecret-tools'],
  },
  { purpose: 'another program at the clipboard, and keys for native dialogs', names: ['xclip', 'xdotool'] },
  { purpose: 'what Copy as curl copies, to be run', names: ['curl'] },
  { purpose: 'certificates as Chromium keeps them', names: ['libnss3-tools', 'libnss3'] },
  {
    purpose: "Electron's shared libraries",
    names: [
      'libgtk-3-0|libgtk-3-0t64',
      'libgbm1',
      'libasound2|libasound2t64',
      'libxss1',
      'libatk-bridge2.0-0|libatk-bridge2.0-0t64',
      'libdrm2',
      'libx11-xcb1',
    ],
  },
  {
    purpose: 'fonts for names in many scripts',
    names: ['fonts-liberation', 'fonts-noto-core', 'fonts-noto-color-emoji'],
  },
]

/**
 * Packages with the libraries that Electron is linked to, and with those that it loads after it has started.
 */
export const ELECTRON_LIBRARIES = DEBIAN.flatMap(({ purpose, names }) =>
  purpose === "Electron's shared libraries" ? [...names, 'libnss3'] : [],
)

/**
 * Maps each program of these packages to Debian's package. Programs have the same name on every Linux.
 * @type {Readonly<Record<string, string>>}
 */
export const PROGRAMS = {
  Xvfb: 'xvfb',
  'dbus-daemon': 'dbus',
  'dbus-send': 'dbus',
  'gnome-keyring-daemon': 'gnome-keyring',
  'secret-tool': 'libsecret-tools',
  xclip: 'xclip',
  xdotool: 'xdotool',
  curl: 'curl',
  certutil: 'libnss3-tools',
}

/**
 * @param {ReadonlySet<string>} present names of the installed packages
 * @returns {readonly Group[]} what is missing
 */
export const missingFrom = (present) =>
  DEBIAN.map(({ purpose, names }) => ({
    purpose,
    names: names.filter((name) => !name.split('|').some((one) => present.has(one))),
  })).filter(({ names }) => names.length > 0)

/**
 * @param {string} name with its other names after bars
 * @param {(name: string) => boolean} isKnown whether this release has a package of that name
 * @returns {string} the one to install here
 */
export const nameHere = (name, isKnown) => name.split('|').find(isKnown) ?? name.replace(/\|.*/, '')

/**
 * @param {readonly string[]} [wanted] names of programs
 * @returns {readonly string[]} the programs that aren't in any folder of `path`
 */
export const missingPrograms = (wanted = Object.keys(PROGRAMS), path = process.env['PATH'] ?? '') =>
  wanted.filter((name) => !path.split(delimiter).some((folder) => existsSync(join(folder, name))))

const isDebian = () => existsSync('/usr/bin/dpkg-query')

/**
 * What to do about missing packages, as the end of a sentence.
 *
 * @param {readonly string[]} packages Debian's names; a name after a bar is omitted, because newer releases
 *   also accept the older name
 */
export const howToInstall = (packages, debian = isDebian()) => {
  const names = [...new Set(packages.map((name) => name.replace(/\|.*/, '')))]
  return debian
    ? `as root, run: apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`
    : `install them with this system's package manager (on Debian the packages are ${names.join(', ')})`
}
