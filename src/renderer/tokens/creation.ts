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
 * Creating a token: one at a time, however often Add is pressed. This outlives the dialog that began it, since what was
 * sent can't be taken back. Only ids are kept here, never a secret.
 */
export const useCreation = defineStore('creation', () => {
  const bridge = useBridge()
  const tokens = useTokens()
  const screen = useScreen()
  const waiting = ref(false)
  const error = shallowRef<AppError>()
  /** The create that the person is to be asked about. */
  const lost = shallowRef<LostCreate>()
  /** A token is shown: nothing is asked over it. */
  const isShown = ref(false)
  /** **New token** is open: an earlier create is not asked about over it, unless it holds up this very name. */
  const isFormOpen = ref(false)
  const overForm = ref<LostId>()
  const asked = computed(() =>
    isShown.value || (isFormOpen.value && overForm.value !== lost.value?.id) ? undefined : lost.value,
  )
  let ticket: Ticket | undefined
  /** Main told of a lost create while another one was waited for here. */
  let isUnread = false

  /** @returns whether it came to an end that is told elsewhere (created, or its answer lost) */
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
    // Looking for a lost create takes seconds: the profile that is shown by then is not asked about it.
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
    // The one that is asked about stays until the person has decided.
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

  /** Its token is shown: there is nothing to be asked about it. */
  function answered(id: LostId): void {
    if (lost.value?.id === id) lost.value = undefined
  }

  /** Has main read what it compares with after a create. @returns what ends the reading */
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
