import { until } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, type Ref } from 'vue'
import type {
  AppError,
  JobItem,
  JobKind,
  JobRequest,
  JobState,
  Person,
  ProfileId,
  Token,
} from '../../contract/index.ts'
import { useBridge } from '../app/bridge.ts'
import { isOnScreen, ownerOf, useScreen, type Owner } from '../app/place.ts'
import { useTokens } from './tokens.ts'

/** A token that something is to be done with. */
export type BulkItem = JobItem & Pick<Token, 'createdAt'>

/** What the dialog asks about. */
export interface BulkRequest extends Owner {
  readonly kind: JobKind
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
const requestOf = (kind: JobKind, of: Owner, items: readonly JobItem[], owner?: Person): BulkRequest => ({
  ...ownerOf(of),
  kind,
  items: items.map(dated),
  owner,
})
const jobOf = ({ kind, userId, items }: BulkRequest): JobRequest => ({
  kind,
  userId,
  items: items.map(named),
})
/** Why a job that is over has not done all; nothing where it has. */
const whyNot = (job: JobState | undefined): AppError | undefined =>
  job && (job.failures[0]?.error ?? CANCELLED)

/** What the dialog shows. */
function stageOf(
  request: Ref<BulkRequest | undefined>,
  job: Ref<JobState | undefined>,
  behind: Ref<boolean>,
) {
  const busy = computed(() => request.value !== undefined || job.value !== undefined)
  return {
    busy,
    open: computed(() => busy.value && !behind.value),
    kind: computed(() => job.value?.kind ?? request.value?.kind ?? 'delete'),
    running: computed(() => job.value !== undefined && job.value.phase !== 'finished'),
  }
}

/** Deleting, disabling or enabling one token or many: asked, under way, told. One path for all. */
export const useBulk = defineStore('bulk', () => {
  const bridge = useBridge()
  const tokens = useTokens()
  const screen = useScreen()
  const request = shallowRef<BulkRequest>()
  const job = shallowRef<JobState>()
  const error = shallowRef<AppError>()
  const starting = ref(false)
  /** Without its dialog: whoever began it shows what becomes of it. */
  const behind = ref(false)
  /** How many the last job has done, when that was all of them: to be said. */
  const allDone = shallowRef<{ readonly kind: JobKind; readonly count: number }>()
  const { busy, open, kind, running } = stageOf(request, job, behind)

  bridge.on('job:changed', (state) => {
    if (!isOnScreen({ profile: state.profile }, screen())) return
    if (starting.value || job.value?.id === state.id) take(state)
  })

  function ask(what: JobKind, of: Owner, items: readonly BulkItem[], owner?: Person): void {
    if (busy.value || items.length === 0) return
    error.value = undefined
    request.value = requestOf(what, of, items, owner)
  }

  /**
   * Increases with each start and each change of the profile, so that the answer to an earlier start is
   * dropped.
   */
  let starts = 0

  async function start(): Promise<void> {
    const asked = request.value
    if (!asked || starting.value) return
    starting.value = true
    const mine = ++starts
    error.value = undefined
    const answer = await bridge.request['jobs:start'](asked.profile, jobOf(asked))
    if (mine !== starts) return
    starting.value = false
    if (!answer.ok) error.value = answer.error
    // Events about it may have come before the answer.
    else if (job.value?.id !== answer.value.id && !finished.has(answer.value.id)) take(answer.value)
  }

  /** Deletes one token that another dialog is about. @returns why it was not */
  async function removeOne(of: Owner, item: JobItem): Promise<AppError | undefined> {
    if (busy.value) return BUSY
    isLeft = false
    behind.value = true
    request.value = requestOf('delete', of, [item])
    await start()
    if (!isOnScreen({ profile: of.profile }, screen())) return CANCELLED
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
    void (state.kind === 'delete' ? tokens.deleted : tokens.enabled)(state, state.doneIds)
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
    if (!value) return
    const { kind: what, failures, untried } = value
    if (failures.length === 0) {
      await close()
      return ask(what, value, untried)
    }
    request.value = requestOf(what, value, failures)
    await start()
  }

  async function stop(): Promise<void> {
    if (job.value) await bridge.request['jobs:stop'](job.value.id)
  }

  /** After the page was loaded again in the middle of it. */
  async function resume(profile: ProfileId): Promise<void> {
    const answer = await bridge.request['jobs:current'](profile)
    if (!isOnScreen({ profile }, screen())) return
    if (answer.ok && answer.value && !busy.value) take(answer.value)
  }

  /** Its person is gone. */
  function reset(): void {
    starts += 1
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
