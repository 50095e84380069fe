import type { PageError, ProblemKind } from '../../contract/index.ts'
import type { Log } from './log.ts'
import type { Report, Reports } from './reports.ts'
import { nameOf, placesOf } from './thrown.ts'

/** How the page's process ended; a part of Electron's `RenderProcessGoneDetails`. */
export interface Ending {
  readonly reason: string
  readonly exitCode: number
}

export interface ProblemsOptions {
  readonly reports: Reports
  readonly log: Log
  /** Tells the page that there is something to be taken. */
  readonly tell: () => void
}

export interface Problems {
  readonly ofMain: (what: 'main-error' | 'main-rejection', thrown: unknown) => void
  readonly ofPage: (error: PageError) => void
  readonly pageEnded: (ending: Ending) => void
  readonly pageStuck: () => void
  /** What nobody was told of yet. A page that was loaded again asks too. */
  readonly take: () => ProblemKind | undefined
}

/** What nobody foresaw: written down without its words, told to the person once, and gone on from. */
export function createProblems({ reports, log, tell }: ProblemsOptions): Problems {
  let waiting: ProblemKind | undefined

  function note(report: Report): void {
    reports.write(report)
    log('problem', { reason: report.what })
  }

  return {
    ofMain(what, thrown) {
      note({ what, name: nameOf(thrown), places: placesOf(thrown) })
      waiting = 'main'
      tell()
    },
    // The page shows it itself.
    ofPage: (error) => note({ what: 'page-error', ...error }),
    pageEnded({ reason, exitCode }) {
      note({ what: 'page-ended', reason, exitCode })
      waiting = 'page-ended'
    },
    pageStuck: () => note({ what: 'page-stuck' }),
    take() {
      const taken = waiting
      waiting = undefined
      return taken
    },
  }
}

/** Without these Electron shows a stack to the person, and ends or goes on as it happens. */
export function watchMain(problems: Problems): void {
  process.on('uncaughtException', (thrown) => problems.ofMain('main-error', thrown))
  process.on('unhandledRejection', (thrown) => problems.ofMain('main-rejection', thrown))
}
