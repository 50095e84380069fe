import { useI18n } from 'vue-i18n'
import type { JobKind } from '../../contract/index.ts'

/** What is said of a bulk job of one kind. */
export interface JobWords {
  readonly title: string
  readonly several: (n: number) => string
  /** Of the list of names. */
  readonly names: string
  readonly meaning: (n: number) => string
  readonly confirm: string
  readonly running: (n: number, done: number) => string
  readonly runningLeft: (n: number, done: number, seconds: number) => string
  readonly done: (n: number) => string
  readonly result: (n: number, m: number) => string
  readonly failures: string
}

export function useJobWords(): (kind: JobKind) => JobWords {
  const { t } = useI18n()
  const words: Readonly<Record<JobKind, () => JobWords>> = {
    delete: () => ({
      title: t('delete.title'),
      several: (n) => t('delete.several', { n }),
      names: t('delete.names'),
      meaning: (n) => t('delete.meaning', { n }),
      confirm: t('delete.confirm'),
      running: (n, done) => t('delete.running', { n, done }),
      runningLeft: (n, done, seconds) => t('delete.running-left', { n, done, seconds }),
      done: (n) => t('delete.done', { n }),
      result: (n, m) => t('delete.result', { n, m }),
      failures: t('delete.failures'),
    }),
    disable: () => ({
      title: t('disable.title'),
      several: (n) => t('disable.several', { n }, n),
      names: t('disable.names'),
      meaning: () => t('disable.meaning'),
      confirm: t('disable.confirm'),
      running: (n, done) => t('disable.running', { n, done }),
      runningLeft: (n, done, seconds) => t('disable.running-left', { n, done, seconds }),
      done: (n) => t('disable.done', { n }),
      result: (n, m) => t('disable.result', { n, m }),
      failures: t('disable.failures'),
    }),
    enable: () => ({
      title: t('enable.title'),
      several: (n) => t('enable.several', { n }, n),
      names: t('enable.names'),
      meaning: () => t('enable.meaning'),
      confirm: t('enable.confirm'),
      running: (n, done) => t('enable.running', { n, done }),
      runningLeft: (n, done, seconds) => t('enable.running-left', { n, done, seconds }),
      done: (n) => t('enable.done', { n }),
      result: (n, m) => t('enable.result', { n, m }),
      failures: t('enable.failures'),
    }),
  }
  return (kind) => words[kind]()
}
