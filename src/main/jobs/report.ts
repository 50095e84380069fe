import type { JobItem, JobState } from '../../contract/index.ts'

/** A job's outcome as text, for a ticket or a letter: one line a token, names and ids, no secret. */
export function reportOf(job: JobState): string {
  const failed = job.failures.map((item) => line(item, `${item.error.code}${words(item.error.message)}`))
  const untried = job.untried.map((item) => line(item, 'stopped before'))
  const kept = failed.length + untried.length
  return [`${job.done} deleted, ${kept} not deleted`, ...failed, ...untried].join('\n')
}

const words = (message: string): string => (message === '' ? '' : `: ${message}`)
const line = ({ id, usage }: JobItem, why: string): string => `${id}\t${usage || '(no name)'}\t${why}`
