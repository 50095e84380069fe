import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Switches of Chromium and Electron with which a packaged application refuses to start, grouped by what they
 * would expose. Any program, shortcut or piece of advice can add a switch. None of these helps to manage
 * tokens. Sources: https://www.electronjs.org/docs/latest/api/command-line-switches,
 * content/public/common/content_switches.cc, services/network/public/cpp/network_switches.cc,
 * sandbox/policy/switches.cc.
 *
 * Left alone: `--proxy-*`, `--auth-*` (a company's proxy and sign-in), `--user-data-dir`, `--ozone-platform`,
 * `--lang`, the graphics switches, and `--enable-features`/`--disable-features`, which Wayland and some
 * drivers need.
 */
const REFUSED: readonly RegExp[] = [
  // Accept any certificate, or reach another server under the name that the user typed.
  /^ignore-certificate-errors/,
  /^(allow-insecure-localhost|ignore-urlfetcher-cert-requests|webtransport-developer-mode)$/,
  /^(host-rules|host-resolver-rules)$/,
  // A create over QUIC may be sent twice.
  /^(enable-quic|origin-to-force-quic-on)$/,
  // Write TLS keys, network traffic or memory to a file.
  /^(ssl-key-log-file|log-net-log|net-log-.+|enable-crash-reporter|full-memory-crash-report)$/,
  /^(trace-.+|enable-tracing.*)$/,
  // Attach a debugger, which can read the page and main.
  /^(remote-debugging-.+|remote-allow-origins|inspect|inspect-.+|wait-for-debugger.*|enable-automation)$/,
  /^(auto-open-devtools-for-tabs|custom-devtools-frontend|allow-sandbox-debugging|.+-startup-dialog)$/,
  // Run foreign code: engine options, extensions, plug-ins, libraries, wrapper programs.
  /^(js-flags|load-extension|load-component-extension|disable-extensions-except|register-pepper-plugins)$/,
  /^(.+-cmd-prefix|.+-launcher|browser-subprocess-path|test-gl-lib)$/,
  /^(widevine-cdm-path|allow-command-line-plugins|allow-third-party-modules)$/,
  // Add the objects of Chromium's own tests to every page, a provider's too. They can write files and press
  // keys.
  /^(enable-.+-benchmarking|enable-stats-collection-bindings|dom-automation|expose-internals-for-testing)$/,
  // Weaken the isolation of a page: origins, policies, permissions, experimental features.
  /^(disable-web-security|allow-running-insecure-content|unsafely-treat-insecure-origin-as-secure)$/,
  /^(allow-file-access-from-files|.+-schemes|isolated-context-origins|restricted-api-origins)$/,
  /^(use-fake-ui-for-media-stream|force-webrtc-ip-handling-policy|allow-loopback-in-peer-connection)$/,
  /^(enable-blink-.+|disable-blink-features|enable-experimental-web-platform-features)$/,
  // Weaken the isolation of processes. `--no-sandbox` isn't refused but undone, because an AppImage always
  // adds it.
  /^(disable-.*site-isolation.*|disable-kill-after-bad-ipc|single-process|no-zygote|no-zygote-sandbox)$/,
  /^disable-.*sandbox$/,
]

/** The switch with which tests drive their own package (`tools/package/driven.ts`). */
const DRIVER = 'remote-debugging-port'

/**
 * Reads the arguments, because Electron adds its own switches to `app.commandLine`.
 *
 * @param args the arguments of the program, without its own name
 * @param driven whether this is the package for the tests
 * @returns the names of the refused switches, as Chromium reads them
 */
export function refusedSwitches(args: readonly string[], driven: boolean): readonly string[] {
  const end = args.indexOf('--')
  const names = (end === -1 ? args : args.slice(0, end)).map(switchName)
  const refused = names.filter(
    (name) => REFUSED.some((pattern) => pattern.test(name)) && !(driven && name === DRIVER),
  )
  return [...new Set(refused)]
}

/**
 * Chromium ignores white space around an argument (`AppendSwitchesAndArguments` in base/command_line.cc). It
 * accepts a single dash, and on Windows also a slash and capitals.
 */
const switchName = (arg: string): string =>
  /^[\s\u0085]*(?:--?|\/)([^=]+)/.exec(arg)?.[1]?.trimEnd().toLowerCase() ?? ''

/**
 * Whether this is the package that the tests built for themselves. A file in its archive marks it, so no
 * switch or variable can turn another package into it.
 *
 * @param built the folder of main's bundle
 */
export const isDriven = (built: string): boolean => existsSync(join(built, 'driven-by-tests'))

/** The message for the user. */
export function refusal(names: readonly string[]): string {
  const list = names.map((name) => `--${name}`).join(', ')
  return `It was started with ${list}. That can expose your tokens or your session. Remove it from the command or the shortcut, then start Webitel Tokens again.`
}
