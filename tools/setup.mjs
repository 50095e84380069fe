/**
 * Makes a fresh machine ready for `npm start` and `npm test`, and does nothing on one that is. Plain JavaScript without
 * dependencies: it runs before there are any, on the Node that the machine has (18 or newer).
 *
 *     node tools/setup.mjs [script to go on with, and its arguments]
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const LEAST_NODE = 18

/**
 * Debian's packages by what they are for. Names after a bar are the same thing on other releases.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const DEBIAN = {
  'a display where there is none': ['xvfb', 'xauth'],
  'a keychain for the tests': ['dbus', 'dbus-x11', 'gnome-keyring', 'libsecret-1-0', 'libsecret-tools'],
  'another program at the clipboard, and keys for native dialogs': ['xclip', 'xdotool'],
  'certificates as Chromium keeps them': ['libnss3-tools', 'libnss3'],
  "Electron's shared libraries": [
    'libgtk-3-0|libgtk-3-0t64',
    'libgbm1',
    'libasound2|libasound2t64',
    'libxss1',
    'libatk-bridge2.0-0|libatk-bridge2.0-0t64',
    'libdrm2',
  ],
  'fonts for names in many scripts': ['fonts-liberation', 'fonts-noto-core', 'fonts-noto-color-emoji'],
}

/** Who runs the tests whose point is a permission or the sandbox: root has neither. */
const ACCOUNT = 'webitel-tokens-test'

/** @param {string} line */
const say = (line) => console.log(`setup: ${line}`)

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options })
  if (error || status !== 0) throw new Error(`${command} ${args.slice(0, 3).join(' ')} … failed`)
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
const output = (command, args) => spawnSync(command, args, { encoding: 'utf8' }).stdout ?? ''

const isRoot = () => process.getuid?.() === 0
const hash = () =>
  createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')

/** Packages of the lock file, and no others. */
function installPackages() {
  const stamp = join(ROOT, 'node_modules', '.installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash()) return
  say('installing the packages of package-lock.json')
  const windows = process.platform === 'win32'
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: windows })
  writeFileSync(stamp, hash())
}

/** @returns {Set<string>} of installed Debian packages */
function installed() {
  const lines = output('dpkg-query', ['-W', '-f', '${db:Status-Abbrev} ${Package}\n']).split('\n')
  return new Set(lines.filter((line) => line.startsWith('ii')).map((line) => line.slice(3).trim()))
}

/** @param {string} name */
const isKnown = (name) => /Candidate: (?!\(none\))/.test(output('apt-cache', ['policy', name]))

/** What the tests and a start without a display need of the system. */
function installSystemPackages() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return
  const present = installed()
  const missing = Object.entries(DEBIAN)
    .map(([purpose, names]) => ({
      purpose,
      names: names.filter((name) => !name.split('|').some((one) => present.has(one))),
    }))
    .filter(({ names }) => names.length > 0)
  if (missing.length === 0) return
  if (!isRoot()) {
    const names = missing.flatMap((group) => group.names.map((name) => name.split('|')[0]))
    say(`for the tests, and to start without a display, install: sudo apt-get install ${names.join(' ')}`)
    return
  }
  for (const { purpose, names } of missing)
    say(`installing ${purpose}: ${names.map((name) => name.split('|')[0]).join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const names = missing.flatMap((group) =>
    group.names.map((name) => name.split('|').find(isKnown) ?? name.split('|')[0] ?? name),
  )
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function makeAccount() {
  if (process.platform !== 'linux' || !isRoot() || !existsSync('/usr/sbin/useradd')) return
  if (spawnSync('id', [ACCOUNT], { stdio: 'ignore' }).status === 0) return
  say(`making the account ${ACCOUNT}, for the tests whose point is a permission or the sandbox`)
  run('/usr/sbin/useradd', ['--system', '--create-home', '--shell', '/bin/sh', ACCOUNT])
}

const OWN_NODE = join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')

/** @param {readonly string[]} args */
const runOnOwnNode = (args) => run(OWN_NODE, args, { shell: process.platform === 'win32' })

/**
 * Goes on with a script on the project's own Node. Not left to the shell's `&&`: it may remember where it found `node`
 * before the packages were there.
 *
 * @param {readonly string[]} args
 */
function goOn(args) {
  const child = spawn(OWN_NODE, args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}

try {
  if (Number(process.versions.node.split('.')[0]) < LEAST_NODE)
    throw new Error(`Node ${LEAST_NODE} or newer is needed`)
  installPackages()
  installSystemPackages()
  makeAccount()
  runOnOwnNode([join('tools', 'electron', 'install.ts')])
  const next = process.argv.slice(2)
  if (next.length > 0) goOn(next)
} catch (error) {
  console.error(`setup: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
