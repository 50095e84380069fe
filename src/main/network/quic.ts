/** Environment variable with which a test of an unpacked build leaves QUIC on. */
export const QUIC_VARIABLE = 'WEBITEL_TOKENS_QUIC'

interface Start {
  readonly commandLine: { readonly appendSwitch: (name: string) => void }
  readonly isPackaged: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Disables HTTP/3. Call it before Electron is ready. If a QUIC connection closes after the server has handled
 * a request, Chromium's network stack retries the request over TCP, even a POST, so one create made two
 * tokens (docs/adr/0004).
 *
 * A packaged application ignores the variable.
 */
export function disableQuic({ commandLine, isPackaged, env }: Start): void {
  if (isPackaged || env[QUIC_VARIABLE] !== 'on') commandLine.appendSwitch('disable-quic')
}
