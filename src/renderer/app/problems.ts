import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CodePlace, ErrorName, PageError, ProblemKind } from '../../contract/index.ts'
import { useBridge } from './bridge.ts'

const NAMES: readonly ErrorName[] = [
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'DOMException',
]
const MOST_PLACES = 20

/** What is told to main of an error: its class and places in our own files. Its words may hold what was typed. */
export function pageErrorOf(thrown: unknown): PageError {
  const { name, stack } = thrown instanceof Error ? thrown : { name: '', stack: '' }
  return { name: NAMES.find((known) => known === name) ?? 'Error', places: placesIn(stack ?? '') }
}

function placesIn(stack: string): CodePlace[] {
  const found = [...stack.matchAll(/^ +at .*\/([\w.-]+\.(?:js|ts|vue))(?:\?[^:]*)?:(\d+):(\d+)\)?$/gm)]
  return found.slice(0, MOST_PLACES).map(([, file, line, column]) => ({
    file: file ?? '',
    line: Number(line),
    column: Number(column),
  }))
}

/** What nobody foresaw, here or in main: shown until the person has seen it. */
export const useProblems = defineStore('problems', () => {
  const bridge = useBridge()
  const current = shallowRef<ProblemKind>()

  /** Also what failed before this page was loaded. */
  async function start(): Promise<void> {
    const taken = await bridge.request['problem:take']()
    if (taken.ok && taken.value) current.value = taken.value
  }
  bridge.on('problem:happened', () => void start())

  async function report(thrown: unknown): Promise<void> {
    current.value = 'page'
    await bridge.request['problem:report'](pageErrorOf(thrown))
  }

  return { current, start, report, dismiss: () => void (current.value = undefined) }
})

/** A record, so that the compiler names a kind that has no words. */
export const PROBLEM_SENTENCES: Readonly<Record<ProblemKind, string>> = {
  main: 'problem.main',
  page: 'problem.page',
  'page-ended': 'problem.page-ended',
}
