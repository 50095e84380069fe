import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AppError, JobItem, JobState, UserId } from '../../contract/index.ts'
import { useBridge } from '../app/bridge.ts'
import { useTokens } from './tokens.ts'

/** What the dialog asks about. */
export interface DeletionRequest {
  readonly userId: UserId
  readonly items: readonly JobItem[]
}

const wasLeft = ({ failures, untried }: JobState): boolean => failures.length > 0 || untried.length > 0

/** Deleting one token or many: asked, under way, told. One path for both. */
export const useDeletion = defineStore('deletion', () => {
  const bridge = useBridge()
  const tokens = useTokens()
  const request = shallowRef<DeletionRequest>()
  const job = shallowRef<JobState>()
  const error = shallowRef<AppError>()
  const starting = ref(false)
  /** How many the last job deleted, when that was all of them: to be said. */
  const allGone = ref<number>()
  const open = computed(() => request.value !== undefined || job.value !== undefined)

  bridge.on('job:changed', (state) => {
    if (starting.value || job.value?.id === state.id) take(state)
  })

  function ask(userId: UserId, items: readonly JobItem[]): void {
    if (open.value || items.length === 0) return
    error.value = undefined
    request.value = { userId, items: items.map(({ id, usage }) => ({ id, usage })) }
  }

  async function start(): Promise<void> {
    const asked = request.value
    if (!asked || starting.value) return
    starting.value = true
    error.value = undefined
    const answer = await bridge.request['jobs:start']({ kind: 'delete', ...asked })
    starting.value = false
    if (!answer.ok) error.value = answer.error
    // Events about it may have come before the answer.
    else if (job.value?.id !== answer.value.id && !finished.has(answer.value.id)) take(answer.value)
  }

  /** Ids of finished jobs, whose first state may still be on its way. */
  const finished = new Set<JobState['id']>()

  function take(state: JobState): void {
    if (finished.has(state.id)) return
    job.value = state
    if (state.phase !== 'finished') return
    finished.add(state.id)
    void tokens.deleted(state.userId, state.doneIds)
    if (wasLeft(state)) return
    allGone.value = state.done
    void close()
  }

  async function close(): Promise<void> {
    const closed = job.value
    request.value = job.value = undefined
    if (closed) await bridge.request['jobs:dismiss'](closed.id)
  }

  /** Only what failed, and what was never tried because of Stop. */
  async function retry(): Promise<void> {
    const { value } = job
    if (!value) return
    const items = [...value.failures.map(({ id, usage }) => ({ id, usage })), ...value.untried]
    request.value = { userId: value.userId, items }
    await start()
  }

  async function stop(): Promise<void> {
    if (job.value) await bridge.request['jobs:stop'](job.value.id)
  }

  /** After the page was loaded again in the middle of it. */
  async function resume(): Promise<void> {
    const answer = await bridge.request['jobs:current']()
    if (answer.ok && answer.value && !open.value) take(answer.value)
  }

  return { request, job, error, starting, allGone, open, ask, start, close, retry, stop, resume }
})
