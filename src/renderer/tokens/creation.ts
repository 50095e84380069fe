import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  AppError,
  CreateOutcome,
  LostCreate,
  LostId,
  Person,
  ProfileId,
  Ticket,
  UserId,
} from '../../contract/index.ts'
import { nextTicket, useBridge } from '../app/bridge.ts'
import { isOnScreen, useScreen } from '../app/place.ts'
import { useTokens } from './tokens.ts'

/**
 * Creates tokens, one at a time, even if the user presses Add twice. The store outlives the dialog, because a
 * request that was sent can't be undone. It keeps only ids, never a secret.
 */
export const useCreation = defineStore('creation', () => {
  const bridge = useBridge()
  const tokens = useTokens()
  const screen = useScreen()
  const waiting = ref(false)
  const error = shallowRef<AppError>()
  /** The lost create that the user must decide about. */
  const lost = shallowRef<LostCreate>()
  /** A token is shown: nothing is asked over it. */
  const isShown = ref(false)
  /**
   * **New token** is open. **Answer lost** opens over it only for a create that blocks this name
   * (`overForm`).
   */
  const isFormOpen = ref(false)
  const overForm = ref<LostId>()
  const asked = computed(() =>
    isShown.value || (isFormOpen.value && overForm.value !== lost.value?.id) ? undefined : lost.value,
  )
  let ticket: Ticket | undefined
  /** Main reported a lost create while this page was waiting for another create. */
  let isUnread = false

  /** @returns whether the dialog can close: the token was created, or **Answer lost** takes over */
  async function create(profile: ProfileId, owner: Person, usage: string): Promise<boolean> {
    // Before anything asynchronous: two presses in one moment are one.
    if (waiting.value) return false
    waiting.value = true
    error.value = undefined
    ticket = nextTicket()
    const answer = await bridge.request['tokens:create'](
      profile,
      { owner: { id: owner.id, name: owner.name }, usage },
      ticket,
    )
    waiting.value = false
    ticket = undefined
    // The search for a lost create takes seconds. If another profile is shown by then, don't ask its user.
    if (isOnScreen({ profile }, screen())) {
      if (answer.ok) take(profile, owner, answer.value)
      else error.value = answer.error
    }
    if (isUnread) void lostMeanwhile()
    return answer.ok && answer.value.kind !== 'unresolved'
  }

  function take(profile: ProfileId, owner: Person, outcome: CreateOutcome): void {
    if (outcome.kind === 'created') return tokens.created({ profile, userId: owner.id }, outcome.token)
    lost.value = outcome.lost
    if (outcome.kind === 'unresolved') overForm.value = outcome.lost.id
  }

  async function readLost(profile: ProfileId): Promise<void> {
    isUnread = false
    const answer = await bridge.request['lost:current'](profile)
    if (!isOnScreen({ profile }, screen())) return
    const found = answer.ok ? answer.value : undefined
    // Don't replace the create that the dialog shows until the user has decided.
    if (lost.value === undefined || lost.value.id === found?.id) lost.value = found
  }

  function cancel(): void {
    if (ticket !== undefined) void bridge.request['request:cancel'](ticket)
  }

  /** Told by main: of a create that nobody here waits for any more. */
  async function lostMeanwhile(): Promise<void> {
    const profile = screen()?.profile
    if (waiting.value) isUnread = true
    else if (profile !== undefined) await readLost(profile)
  }

  /** Its token is shown now, so there is nothing left to decide. */
  function answered(id: LostId): void {
    if (lost.value?.id === id) lost.value = undefined
  }

  /** Makes main read the list that it compares with after a create. @returns cancels the reading */
  function prepare(profile: ProfileId, owner: UserId): () => void {
    const reading = nextTicket()
    void bridge.request['tokens:prepare-create'](profile, owner, reading)
    return () => void bridge.request['request:cancel'](reading)
  }

  return {
    waiting,
    error,
    lost,
    asked,
    isShown,
    isFormOpen,
    create,
    cancel,
    prepare,
    readLost,
    lostMeanwhile,
    answered,
  }
})
