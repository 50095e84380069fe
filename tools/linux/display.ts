import type { Readable } from 'node:stream'
import { firstLine, lastWords, startCompanion } from './processes.ts'

export interface Display {
  /** For the variable `DISPLAY`. */
  readonly name: string
  readonly stop: () => Promise<void>
}

export const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])

/** A display of our own that nobody sees; it takes a number that is free. */
export async function startDisplay(size = '1920x1200x24'): Promise<Display> {
  const { child, stop } = await startCompanion(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-dpi', '96'],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] },
  )
  // The whole line: it dies of a pipe that is closed before it has written its end.
  return { name: `:${await firstLine(child.stdio[3] as Readable, 'Xvfb', lastWords(child.stderr))}`, stop }
}
