import { until } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  AppError,
  JobItem,
  JobKind,
  JobState,
  Person,
  ProfileId,
  Token,
  UserId,
} from '../../contract/index.ts'
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
  /** Whose they are, where that is known. */
  readonly owner?: Person | undefined
}

const BUSY: AppError = { code: 'busy', message: '', retryable: true }
/** Nothing went wrong: somebody has stopped it. */
const CANCELLED: AppError = { code: 'cancelled', message: '', retryable: false }

const wasLeft = ({ failures, untried }: JobState): boolean => failures.length > 0 || untried.length > 0
const named = ({ id, usage }: JobItem): JobItem => ({ id, usage })
const dated = ({ createdAt, ...item }: BulkItem): BulkItem => ({
  ...named(item),
  ...(createdAt === undefined ? {} : { createdAt }),
})
/** Why a job that is over has not done all; nothing where it has. */
const whyNot = (job: JobState | undefined): AppError | undefined =>
  job && (job.failures[0]?.error ?? CANCELLED)

/** Deleting, disabling or enabling one token or many: asked, under way, told. One path for all. */
export const useBulk = defineStore('bulk', () => {
  const bridge = useBridge()
  const tokens = useTokens()
  const session = useSession()
  const request = shallowRef<BulkRequest>()
  const job = shallowRef<JobState>()
  const error = shallowRef<AppError>()
  const starting = ref(false)
  /** Without its dialog: whoever began it shows what becomes of it. */
  const behind = ref(false)
  /** How many the last job has done, when that was all of them: to be said. */
  const allDone = shallowRef<{ readonly kind: JobKind; readonly count: number }>()
  const busy = computed(() => request.value !== undefined || job.value !== undefined)
  const open = computed(() => busy.value && !behind.value)
  const kind = computed(() => job.value?.kind ?? request.value?.kind ?? 'delete')
  const running = computed(() => job.value !== undefined && job.value.phase !== 'finished')

  bridge.on('job:changed', (state) => {
    if (starting.value || job.value?.id === state.id) take(state)
  })

  function ask(what: JobKind, userId: UserId, items: readonly BulkItem[], owner?: Person): void {
    const { profile } = session
    if (busy.value || items.length === 0 || profile === undefined) return
    error.value = undefined
    request.value = { profile, kind: what, userId, items: items.map(dated), owner }
  }

  async function start(): Promise<void> {
    const asked = request.value
    if (!asked || starting.value) return
    starting.value = true
    error.value = undefined
    const { profile, owner: _owner, ...what } = asked
    const items = what.items.map(named)
    const answer = await bridge.request['jobs:start'](profile, { ...what, items })
    starting.value = false
    if (!answer.ok) error.value = answer.error
    // Events about it may have come before the answer.
    else if (job.value?.id !== answer.value.id && !finished.has(answer.value.id)) take(answer.value)
  }

  /** Deletes one token that another dialog is about. @returns why it was not */
  async function removeOne(profile: ProfileId, userId: UserId, item: JobItem): Promise<AppError | undefined> {
    if (busy.value) return BUSY
    isLeft = false
    behind.value = true
    request.value = { profile, kind: 'delete', userId, items: [item] }
    await start()
    if (isLeft) handOver()
    await until(running).toBe(false)
    // Its own dialog tells of it, or its person is gone.
    if (!behind.value) return CANCELLED
    const why = error.value ?? whyNot(job.value)
    error.value = undefined
    await close()
    behind.value = false
    return why
  }

  /** The dialog that wanted it is closed: it is stopped, and what becomes of it is told as of any other. */
  function leaveBehind(): void {
    isLeft = behind.value
    if (isLeft) handOver()
  }

  let isLeft = false
  function handOver(): void {
    if (!running.value) return
    behind.value = false
    void stop()
  }

  /** Ids of finished jobs, whose first state may still be on its way. */
  const finished = new Set<JobState['id']>()

  function take(state: JobState): void {
    if (finished.has(state.id)) return
    job.value = state
    if (state.phase !== 'finished') return
    finished.add(state.id)
    void (state.kind === 'delete' ? tokens.deleted : tokens.enabled)(state.userId, state.doneIds)
    if (wasLeft(state)) return
    allDone.value = { kind: state.kind, count: state.done }
    void close()
  }

  async function close(): Promise<void> {
    const closed = job.value
    request.value = job.value = undefined
    if (closed) await bridge.request['jobs:dismiss'](closed.id)
  }

  /** What failed, at once. Where nothing has, what Stop kept from being done is asked about anew. */
  async function retry(): Promise<void> {
    const { value } = job
    const { profile } = session
    if (!value || profile === undefined) return
    const { kind: what, userId, failures, untried } = value
    if (failures.length === 0) {
      await close()
      return ask(what, userId, untried)
    }
    request.value = { profile, kind: what, userId, items: failures.map(named) }
    await start()
  }

  async function stop(): Promise<void> {
    if (job.value) await bridge.request['jobs:stop'](job.value.id)
  }

  /** After the page was loaded again in the middle of it. */
  async function resume(): Promise<void> {
    const answer = await bridge.request['jobs:current']()
    if (answer.ok && answer.value && !busy.value) take(answer.value)
  }

  /** Its person is gone. */
  function reset(): void {
    request.value = job.value = error.value = undefined
    starting.value = behind.value = false
  }

  return {
    request,
    job,
    error,
    starting,
    behind,
    allDone,
    open,
    kind,
    running,
    ask,
    start,
    close,
    retry,
    removeOne,
    leaveBehind,
    stop,
    resume,
    reset,
  }
})
