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
    ],
  },
  {
    purpose: 'fonts for names in many scripts',
    names: ['fonts-liberation', 'fonts-noto-core', 'fonts-noto-color-emoji'],
  },
]

/** What the same packages bring, by the names that every Linux has for it. */
const PROGRAMS = [
  'Xvfb',
  'dbus-daemon',
  'gnome-keyring-daemon',
  'secret-tool',
  'xclip',
  'xdotool',
  'curl',
  'certutil',
]

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

/** @returns {readonly string[]} the programs that are missing, on a Linux that is no Debian */
export const missingPrograms = (path = process.env['PATH'] ?? '') =>
  PROGRAMS.filter((name) => !path.split(delimiter).some((folder) => existsSync(join(folder, name))))
