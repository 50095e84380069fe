/** The variable by which a test of an unpacked build leaves QUIC on. */
export const QUIC_VARIABLE = 'WEBITEL_TOKENS_QUIC'

interface Start {
  readonly commandLine: { readonly appendSwitch: (name: string) => void }
  readonly isPackaged: boolean
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Switches HTTP/3 off, before Electron is ready. When a QUIC connection is closed after the server has done the work,
 * Chromium's network stack sends the request again over TCP, POST too: one create made two tokens (docs/adr/0004).
 *
 * A packaged application never looks at the variable.
 */
export function disableQuic({ commandLine, isPackaged, env }: Start): void {
  if (isPackaged || env[QUIC_VARIABLE] !== 'on') commandLine.appendSwitch('disable-quic')
}
