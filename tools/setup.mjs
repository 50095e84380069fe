/**
 * Makes a fresh machine ready for `npm start` and `npm test`, and does nothing on one that is. Plain
 * JavaScript without dependencies: it runs before there are any, on the Node that the machine has (18 or
 * newer).
 *
 *     node tools/setup.mjs [--packages] [script to run afterwards, and its arguments]
 *
 * With `--packages` it only installs the packages of the lock file, for scripts that need nothing else. It
 * prints to standard error, because a program may read the script's standard output.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { howToInstall, missingFrom, missingPrograms, nameHere } from './linux/needed.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const LEAST_NODE = 18
const WINDOWS = process.platform === 'win32'
const OWN_NODE = join(ROOT, 'node_modules', '.bin', WINDOWS ? 'node.cmd' : 'node')
const PACKAGES_ONLY = process.argv[2] === '--packages'
/** The script to run after the set-up, and its arguments. */
const NEXT = process.argv.slice(PACKAGES_ONLY ? 3 : 2)
/** The shell that npm started us in. */
const PARENT = process.ppid

/** Who runs the tests whose point is a permission or the sandbox: root has neither. */
const ACCOUNT = 'webitel-tokens-test'

/** @param {string} line */
const say = (line) => console.error(`setup: ${line}`)

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['inherit', 2, 'inherit'],
    ...options,
  })
  if (error || status !== 0) throw new Error(`${command} ${args.slice(0, 3).join(' ')} … failed`)
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
const output = (command, args) =>
  // Its words as they are looked for, whatever the language here.
  spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout ?? ''

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
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: WINDOWS })
  installOwnNode()
  writeFileSync(stamp, hash())
}

/** The package `node` fetches it in an install script: where a person's own settings forbid those, it has not run. */
function installOwnNode() {
  if (existsSync(OWN_NODE)) return
  say("install scripts are turned off here: running that of the package `node`, for the project's own Node")
  run('npm', ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'], { shell: WINDOWS })
  if (!existsSync(OWN_NODE)) throw new Error('The package `node` has brought no Node.')
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
  if (process.platform !== 'linux') return
  if (!existsSync('/usr/bin/dpkg-query')) return tellPrograms()
  const missing = missingFrom(installed())
  if (missing.length === 0) return
  const names = () => missing.flatMap((group) => group.names.map((name) => nameHere(name, isKnown)))
  if (!isRoot()) return tell(howToInstall(names()))
  for (const group of missing)
    say(`installing ${group.purpose}: ${group.names.map((name) => name.replace(/\|.*/, '')).join(' ')}`)
  // One source of many that can't be reached makes it fail; what matters is whether the packages can be had.
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
  run('apt-get', [...INSTALL, ...names()], { env: QUIET, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Waits for another apt-get that is at work, seconds at most. */
const INSTALL = ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300']
const QUIET = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }

function tellPrograms() {
  const missing = missingPrograms()
  if (missing.length > 0) tell(`install what brings ${missing.join(', ')}`)
}

/**
 * Prints a hint, unless a script follows: a script that needs a missing program reports it itself.
 *
 * @param {string} what
 */
const tell = (what) => NEXT.length === 0 && say(`for the tests, and to start without a display: ${what}`)

function makeAccount() {
  if (process.platform !== 'linux' || !isRoot() || !existsSync('/usr/sbin/useradd')) return
  if (spawnSync('id', [ACCOUNT], { stdio: 'ignore' }).status === 0) return
  say(`making the account ${ACCOUNT}, for the tests whose point is a permission or the sandbox`)
  run('/usr/sbin/useradd', ['--system', '--create-home', '--shell', '/bin/sh', ACCOUNT])
}

/** @param {readonly string[]} args */
const runOnOwnNode = (args) => run(OWN_NODE, args, { shell: WINDOWS })

/**
 * Goes on with a script on the project's own Node. Not left to the shell's `&&`: it may remember where it found `node`
 * before the packages were there.
 *
 * @param {readonly string[]} args
 */
function goOn(args) {
  const child = spawn(OWN_NODE, args, { cwd: ROOT, stdio: 'inherit', shell: WINDOWS })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  endWithNpm(child)
  child.on('error', fail)
  child.on('exit', (code) => process.exit(code ?? 1))
}

/**
 * npm hands a signal to the shell between us, which dies of it and tells nobody: the tests would go on without an end.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function endWithNpm(child) {
  if (process.env['npm_lifecycle_event'] === undefined) return
  setInterval(() => process.ppid === PARENT || child.kill('SIGTERM'), 500).unref()
}

/** @param {unknown} error */
function fail(error) {
  console.error(`setup: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

try {
  if (Number(process.versions.node.split('.')[0]) < LEAST_NODE)
    throw new Error(`Node ${LEAST_NODE} or newer is needed`)
  installPackages()
  if (!PACKAGES_ONLY) {
    installSystemPackages()
    makeAccount()
    runOnOwnNode([join('tools', 'electron', 'install.ts')])
  }
  if (NEXT.length > 0) goOn(NEXT)
} catch (error) {
  fail(error)
}
