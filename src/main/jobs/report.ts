import type { JobFailure, JobItem, JobState } from '../../contract/index.ts'

/** As the dialog says it. */
const DONE = { delete: 'deleted', disable: 'disabled', enable: 'enabled' } as const

/** A job's outcome as text, for a ticket or a letter: one line a token, names and ids, no secret. */
export function reportOf(job: JobState): string {
  const failed = job.failures.map((item) => line(item, reasonOf(item)))
  const untried = job.untried.map((item) => line(item, 'stopped before'))
  const kept = failed.length + untried.length
  const what = DONE[job.kind]
  return [`${job.done} ${what}, ${kept} not ${what}`, ...failed, ...untried].join('\n')
}

function reasonOf({ error, unsure }: JobFailure): string {
  const doubt = unsure ? ', could not be looked up' : ''
  return `${error.code}${doubt}${error.message === '' ? '' : `: ${error.message}`}`
}
/** A name from a server may hold anything; a line is one line, of three columns. */
const plain = (usage: string): string => usage.replace(/[\p{Cc}\s]+/gu, ' ').trim() || '(no name)'
const line = ({ id, usage }: JobItem, why: string): string => `${id}\t${plain(usage)}\t${why}`
