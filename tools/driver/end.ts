import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Resolves when that process has ended, or had before. */
export async function exited(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/**
 * Ends a program that leads a process group, and all of that group, at once. Whatever left the group and lives on may
 * hold its pipes open: they are closed from here, for whoever launched it waits for their end too — Playwright does,
 * without a limit, before a worker may end.
 */
export async function end(child: ChildProcess): Promise<void> {
  const gone = exited(child)
  killGroup(child)
  await gone
  for (const stream of child.stdio) stream?.destroy()
}

function killGroup(child: ChildProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) return void child.kill('SIGKILL')
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // All of them have ended.
  }
}
