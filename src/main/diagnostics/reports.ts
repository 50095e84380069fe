import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CodePlace, ErrorName } from '../../contract/index.ts'

/** All that a report may hold. What has an unknown shape (a message, an address, an argument) can't be redacted. */
export interface Report {
  readonly what: 'main-error' | 'main-rejection' | 'page-error' | 'page-ended' | 'page-stuck'
  readonly name?: ErrorName
  readonly places?: readonly CodePlace[]
  /** Electron's word for how a process ended. */
  readonly reason?: string
  readonly exitCode?: number
}

export interface Reports {
  /** Never throws: it is called where something has failed already. */
  readonly write: (report: Report) => void
  readonly folder: string
  readonly count: () => number
}

export interface ReportsOptions {
  /** The profile folder; reports lie in `problems/` there. */
  readonly folder: string
  /** Versions, written into each. */
  readonly about: Readonly<Record<string, string>>
  /** The files that places may be in. */
  readonly files: ReadonlySet<string>
  readonly now?: () => Date
}

/** On disk, the newest; and of one start, so that an error in a loop does not push the others out. */
const MOST_KEPT = 20
const MOST_A_START = 10
const MOST_PLACES = 20

export function createReports({ folder, about, files, now = () => new Date() }: ReportsOptions): Reports {
  const own = join(folder, 'problems')
  let written = 0

  const names = (): string[] => {
    try {
      return readdirSync(own)
        .filter((name) => name.endsWith('.json'))
        .toSorted()
    } catch {
      return []
    }
  }

  return {
    folder: own,
    count: () => names().length,
    write({ what, name, places, reason, exitCode }) {
      if (++written > MOST_A_START) return
      const at = now().toISOString()
      const known = places?.filter(({ file }) => files.has(file)).slice(0, MOST_PLACES)
      const report = { at, what, name, places: known?.map(inShort), reason, exitCode, ...about }
      try {
        mkdirSync(own, { recursive: true, mode: 0o700 })
        const file = `${at.replaceAll(/[:.]/g, '-')}-${written}-${what}.json`
        writeFileSync(join(own, file), `${JSON.stringify(report, undefined, 2)}\n`, { mode: 0o600 })
        for (const old of names().slice(0, -MOST_KEPT)) rmSync(join(own, old), { force: true })
      } catch {
        // A full disk, say; the log tells of it, if it can.
      }
    },
  }
}

const inShort = ({ file, line, column }: CodePlace): string => `${file}:${line}:${column}`
