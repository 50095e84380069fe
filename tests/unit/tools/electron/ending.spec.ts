import { afterEach, describe, expect, it, vi } from 'vitest'
import { explain, sandboxSentence } from '../../../../tools/electron/ending.ts'

afterEach(() => vi.unstubAllEnvs())

const ended = (stderr: string, status: number | null = 1, signal: NodeJS.Signals | null = null) =>
  explain({ executable: process.execPath, status, signal, stderr })

/** As Chromium 130 says it where user namespaces are refused. */
const NO_SANDBOX =
  "[8:1128/114812.689954:FATAL:setuid_sandbox_host.cc(163)] The SUID sandbox helper binary was found, but is not configured correctly. Rather than run without sandboxing I'm aborting now."
const NO_DISPLAY = `[20:1128/114812.037851:ERROR:ozone_platform_x11.cc(245)] Missing X server or $DISPLAY
[20:1128/114812.037860:ERROR:env.cc(257)] The platform failed to initialize.  Exiting.`

describe('the explanation of an Electron that ended', () => {
  it('names the sandbox when Chromium could not make one', () => {
    expect(ended(NO_SANDBOX, null, 'SIGTRAP')).toMatch(/^Electron has no sandbox: .*; as root, run: /)
  })

  it('names the display that could not be opened', () => {
    vi.stubEnv('DISPLAY', ':55')
    vi.stubEnv('WAYLAND_DISPLAY', '')
    expect(ended(NO_DISPLAY)).toBe(
      "The display can't be opened (DISPLAY is :55); name one that you may use, or see the application without one: env -u DISPLAY -u WAYLAND_DISPLAY npm start",
    )
  })

  it("quotes the application's own words rather than Chromium's log", () => {
    expect(ended('The folder /x is full.\n[7:1128/1.2:ERROR:bus.cc(407)] Failed to connect\n')).toBe(
      'Electron ended with status 1: The folder /x is full.',
    )
  })

  it("quotes the end of Chromium's log where there is nothing else", () => {
    expect(ended('[7:1128/1.2:FATAL:gpu.cc(4)] GPU process is gone.\n', null, 'SIGILL')).toBe(
      'Electron ended with SIGILL: [7:1128/1.2:FATAL:gpu.cc(4)] GPU process is gone.',
    )
  })

  it('says so when Electron said nothing', () => {
    expect(ended('', 3)).toBe('Electron ended with status 3: it said nothing')
  })
})

describe('the sentence about the sandbox', () => {
  const settings = (values: Readonly<Record<string, string>>) =>
    sandboxSentence('/opt/chrome-sandbox', (name) => values[name])

  it.each([
    ['kernel.apparmor_restrict_unprivileged_userns', '1', '0'],
    ['kernel.unprivileged_userns_clone', '0', '1'],
    ['user.max_user_namespaces', '0', '15000'],
  ])('names %s when it refuses', (name, refuses, allows) => {
    expect(settings({ [name]: refuses })).toBe(
      `Electron has no sandbox: this system refuses user namespaces to ordinary accounts (${name} is ${refuses}); as root, run: sysctl -w ${name}=${allows}`,
    )
  })

  it("offers Chromium's own helper where no setting refuses", () => {
    expect(settings({ 'user.max_user_namespaces': '96365' })).toMatch(
      /; as root, run: chown root:root '\/opt\/chrome-sandbox' && chmod 4755 '\/opt\/chrome-sandbox'$/,
    )
  })
})
