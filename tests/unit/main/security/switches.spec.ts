import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isDriven, refusal, refusedSwitches } from '../../../../src/main/security/switches.ts'

describe('the switches that a packed application refuses', () => {
  it.each([
    '--ignore-certificate-errors',
    '--ignore-certificate-errors-spki-list=x',
    '--allow-insecure-localhost',
    '--host-rules=MAP * 127.0.0.1',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--origin-to-force-quic-on=one.example:443',
    '--ssl-key-log-file=/tmp/keys',
    '--log-net-log=/tmp/log',
    '--net-log-capture-mode=Everything',
    '--trace-startup',
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--remote-allow-origins=*',
    '--inspect',
    '--inspect-brk=0',
    '--auto-open-devtools-for-tabs',
    '--renderer-startup-dialog',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp/x',
    '--renderer-cmd-prefix=gdb',
    '--gpu-launcher=gdb',
    '--browser-subprocess-path=/tmp/x',
    '--allow-third-party-modules',
    '--enable-gpu-benchmarking',
    '--enable-skia-benchmarking',
    '--enable-stats-collection-bindings',
    '--dom-automation',
    '--expose-internals-for-testing',
    '--test-gl-lib=/tmp/x.so',
    '--disable-web-security',
    '--allow-running-insecure-content',
    '--unsafely-treat-insecure-origin-as-secure=http://one.example',
    '--bypasscsp-schemes=app',
    '--use-fake-ui-for-media-stream',
    '--force-webrtc-ip-handling-policy=default',
    '--enable-blink-features=MojoJS',
    '--disable-blink-features=TrustedTypes',
    '--enable-experimental-web-platform-features',
    '--disable-site-isolation-trials',
    '--single-process',
    '--no-zygote',
    '--disable-setuid-sandbox',
    '--disable-gpu-sandbox',
  ])('refuses %s', (arg) => {
    expect(refusedSwitches([arg], false)).toHaveLength(1)
  })

  it.each([
    '--proxy-server=http://proxy.example:3128',
    '--proxy-pac-url=http://proxy.example/pac',
    '--proxy-bypass-list=*.example',
    '--auth-server-allowlist=*.example',
    '--user-data-dir=/tmp/profile',
    '--ozone-platform=wayland',
    '--ozone-platform-hint=auto',
    '--enable-features=WaylandWindowDecorations',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--force-device-scale-factor=1.5',
    '--force-renderer-accessibility',
    '--lang=uk',
    '--no-sandbox',
    '--disable-quic',
    '/home/somebody/host-rules',
    'inspect',
  ])('starts with %s', (arg) => {
    expect(refusedSwitches([arg], false)).toEqual([])
  })

  it('reads a switch as Chromium does', () => {
    const args = ['-log-net-log=x', '--Log-Net-Log', '/host-rules=x', '--', '--js-flags=x']
    expect(refusedSwitches(args, false)).toEqual(['log-net-log', 'host-rules'])
  })

  it.each([' --js-flags=x', '\t-js-flags=x', '\n--js-flags', '--js-flags ', '\u0085--js-flags'])(
    'ignores white space around an argument, as Chromium does: %j',
    (arg) => {
      expect(refusedSwitches([arg], false)).toEqual(['js-flags'])
    },
  )

  it('names each in what the user is told', () => {
    expect(refusal(['log-net-log', 'js-flags'])).toContain('--log-net-log, --js-flags')
  })

  it("lets the tests' package be driven, and nothing more", () => {
    const args = ['--remote-debugging-port=0', '--js-flags=x', '--remote-debugging-pipe']
    expect(refusedSwitches(args, true)).toEqual(['js-flags', 'remote-debugging-pipe'])
  })

  it('knows that package by a file beside its bundle', () => {
    const folder = mkdtempSync(join(tmpdir(), 'webitel-tokens-built-'))
    expect(isDriven(folder)).toBe(false)
    writeFileSync(join(folder, 'driven-by-tests'), '')
    expect(isDriven(folder)).toBe(true)
    rmSync(folder, { recursive: true })
  })
})
