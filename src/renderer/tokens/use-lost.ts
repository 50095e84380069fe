import { tryOnScopeDispose } from '@vueuse/core'
import { computed, ref, shallowRef } from 'vue'
import type { AppError, Bridge, LostCreate, ProfileId, Token } from '../../contract/index.ts'
import { isOnScreen, useScreen } from '../app/place.ts'
import { useSession } from '../app/session.ts'
import { useBulk } from './bulk.ts'
import { useCreation } from './creation.ts'
import { useTokens } from './tokens.ts'

/**
 * What can be done about a create whose answer never came.
 *
 * @param tellLate what went wrong after the dialog was closed
 */
export function useLost(
  bridge: Bridge,
  profile: ProfileId,
  first: LostCreate,
  tellLate: (error: AppError) => void,
) {
  const screen = useScreen()
  const creation = useCreation()
  const tokens = useTokens()
  const session = useSession()
  const bulk = useBulk()
  const lost = shallowRef(first)
  const busy = ref(false)
  const error = shallowRef<AppError>()
  /** Main asks about it no more: what is left to do is to create again. */
  const settled = ref(false)
  let closed = false

  const made = computed(() => (lost.value.finding.kind === 'made' ? lost.value.finding.tokens : []))
  /** Other people created all the new tokens, so this create made none of them. */
  const foreign = computed(() => made.value.length > 0 && made.value.every(isForeign))
  /**
   * The token that this create certainly made. Its secret is lost, so only this token may be deleted from
   * here.
   */
  const certain = computed(() =>
    lost.value.finding.kind === 'made' && lost.value.finding.certain ? made.value[0] : undefined,
  )
  /** This computer received the token, so the dialog doesn't offer to create it again. */
  const received = computed(() => lost.value.use !== undefined)
  const nothing = computed(() => lost.value.finding.kind === 'none')
  const mayCreateAgain = computed(
    () => nothing.value || (made.value.length > 0 && !certain.value && !received.value),
  )

  function isForeign({ createdBy }: Token): boolean {
    return createdBy !== undefined && createdBy.id !== session.account?.user.id
  }

  tryOnScopeDispose(() => (closed = true))

  async function during(work: () => Promise<AppError | undefined>): Promise<void> {
    if (busy.value) return
    busy.value = true
    error.value = undefined
    const failed = await work()
    busy.value = false
    if (!isOnScreen({ profile }, screen())) return
    // Another one has taken its place: the answer to creating again.
    const isGone = closed || (creation.lost !== undefined && creation.lost.id !== lost.value.id)
    if (failed && isGone) tellLate(failed)
    else error.value = failed
  }

  const check = (): Promise<void> =>
    during(async () => {
      const answer = await bridge.request['lost:check'](profile, lost.value.id)
      if (!answer.ok) return answer.error
      lost.value = answer.value
      return undefined
    })

  async function settle(): Promise<AppError | undefined> {
    if (settled.value) return undefined
    const answer = await bridge.request['lost:settle'](profile, lost.value.id)
    settled.value = answer.ok
    return answer.ok ? undefined : answer.error
  }

  async function settleAndClose(): Promise<AppError | undefined> {
    const failed = await settle()
    if (!failed) close()
    return failed
  }

  /** Postpones the question, unless no token was created. Reloads the list. */
  function close(): void {
    closed = true
    const { id } = lost.value
    void leave()
    // What it was to be deleted for is not wanted any more.
    bulk.leaveBehind()
    // The answer to creating again may have been lost as well.
    if (creation.lost?.id === id) creation.lost = undefined
    tokens.doubtful({ profile, userId: lost.value.owner.id })
  }

  /** Ends or postpones this question in main, then loads the next one. */
  async function leave(): Promise<void> {
    const channel = nothing.value ? 'lost:settle' : 'lost:put-away'
    if (!settled.value) await bridge.request[channel](profile, lost.value.id)
    await creation.readLost(profile)
  }

  /** The dialog stays until a token was made: what else comes of it is said there. */
  async function again(): Promise<AppError | undefined> {
    const { owner, usage } = lost.value
    // Nothing is made behind somebody's back.
    if (closed) return undefined
    const failed = await settle()
    if (failed) return failed
    if (!(await creation.create(profile, owner, usage))) return creation.error
    close()
    return undefined
  }

  /** Checks once more first, because the server may have finished after the app stopped waiting. */
  async function lookAndAgain(): Promise<AppError | undefined> {
    if (settled.value) return again()
    const seen = idsOf(lost.value)
    const answer = await bridge.request['lost:check'](profile, lost.value.id)
    if (!answer.ok) return answer.error
    lost.value = answer.value
    return mayCreateAgain.value && idsOf(answer.value) === seen ? again() : undefined
  }

  async function removeAndAgain(): Promise<AppError | undefined> {
    const token = certain.value
    if (!token) return undefined
    const { owner, usage } = lost.value
    const failed = await bulk.removeOne({ profile, userId: owner.id }, { id: token.id, usage })
    if (failed?.code === 'cancelled') return undefined
    if (failed) return failed
    lost.value = { ...lost.value, finding: { kind: 'none' } }
    return again()
  }

  return {
    lost,
    made,
    foreign,
    certain,
    received,
    mayCreateAgain,
    settled,
    busy,
    error,
    check,
    close,
    keep: () => during(settleAndClose),
    createAgain: () => during(lookAndAgain),
    deleteAndCreateAgain: () => during(removeAndAgain),
  }
}

const idsOf = ({ finding }: LostCreate): string =>
  finding.kind === 'made' ? `${finding.count} ${finding.tokens.map(({ id }) => id).join(' ')}` : finding.kind
