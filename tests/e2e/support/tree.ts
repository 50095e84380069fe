import { readdirSync, readFileSync } from 'node:fs'
import type { Running } from './fixtures.ts'

/** Process ids of a process and all that it started, by Linux' `/proc`. */
export function treeOf(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const)
  const tree = [root]
  for (const pid of tree) tree.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child))
  return tree
}

/** 0 for one that has ended meanwhile. */
function parentOf(pid: string): number {
  try {
    // The name, in brackets, may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')
    return Number(fields.split(' ')[1])
  } catch {
    return 0
  }
}

/** SIGKILL to the application and everything that it started, as a power cut would end them. */
export async function killTree({ app }: Pick<Running, 'app'>): Promise<void> {
  const child = app.process()
  const gone = new Promise((resolve) => child.once('exit', resolve))
  for (const pid of treeOf(child.pid ?? 0)) kill(pid)
  await gone
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone with its parent.
  }
}
