import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AppError, JobItem, JobKind, JobState, ProfileId, Token, UserId } from '../../contract/index.ts'
import { useBridge } from '../app/bridge.ts'
import { useSession } from '../app/session.ts'
import { useTokens } from './tokens.ts'

/** A token that something is to be done with. */
export type BulkItem = JobItem & Pick<Token, 'createdAt'>

/** What the dialog asks about. */
export interface BulkRequest {
  readonly profile: ProfileId
  readonly kind: JobKind
  readonly userId: UserId
  readonly items: readonly BulkItem[]
}

const wasLeft = ({ failures, untried }: JobState): boolean => failures.length > 0 || untried.length > 0
const named = ({ id, usage }: JobItem): JobItem => ({ id, usage })

/** Deleting, disabling or enabling one token or many: asked, under way, told. One path for all. */
export const useBulk = defineStore('bulk', () => {
  const bridge = useBridge()
  const tokens = useTokens()
  const session = useSession()
  const request = shallowRef<BulkRequest>()
  const job = shallowRef<JobState>()
  const error = shallowRef<AppError>()
  const starting = ref(false)
  /** How many the last job has done, when that was all of them: to be said. */
  const allDone = shallowRef<{ readonly kind: JobKind; readonly count: number }>()
  const open = computed(() => request.value !== undefined || job.value !== undefined)
  const kind = computed(() => job.value?.kind ?? request.value?.kind ?? 'delete')
  const running = computed(() => job.value !== undefined && job.value.phase !== 'finished')

  bridge.on('job:changed', (state) => {
    if (starting.value || job.value?.id === state.id) take(state)
  })

  function ask(what: JobKind, userId: UserId, items: readonly BulkItem[]): void {
    const { profile } = session
    if (open.value || items.length === 0 || profile === undefined) return
    error.value = undefined
    const asked = items.map(({ createdAt, ...item }) => ({
      ...named(item),
      ...(createdAt === undefined ? {} : { createdAt }),
    }))
    request.value = { profile, kind: what, userId, items: asked }
  }

  async function start(): Promise<void> {
    const asked = request.value
    if (!asked || starting.value) return
    starting.value = true
    error.value = undefined
    const { profile, ...what } = asked
    const answer = await bridge.request['jobs:start'](profile, {
      ...what,
      items: what.items.map(named),
    })
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
    if (state.kind === 'delete') void tokens.deleted(state.userId, state.doneIds)
    else void tokens.enabled(state.userId, state.doneIds)
    if (wasLeft(state)) return
    allDone.value = { kind: state.kind, count: state.done }
    void close()
  }

  async function close(): Promise<void> {
    const closed = job.value
    request.value = job.value = undefined
    if (closed) await bridge.request['jobs:dismiss'](closed.id)
  }

  /** Only what failed: what Stop kept from being done is not done by the way. Where nothing has failed, that. */
  async function retry(): Promise<void> {
    const { value } = job
    const { profile } = session
    if (!value || profile === undefined) return
    const items = (value.failures.length > 0 ? value.failures : value.untried).map(named)
    request.value = { profile, kind: value.kind, userId: value.userId, items }
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

  /** Its person is gone. */
  function reset(): void {
    request.value = job.value = error.value = undefined
    starting.value = false
  }

  return {
    request,
    job,
    error,
    starting,
    allDone,
    open,
    kind,
    running,
    ask,
    start,
    close,
    retry,
    stop,
    resume,
    reset,
  }
})
