import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError, CreateOutcome, LostCreate, Person, ProfileId, Ticket } from '../../contract/index.ts'
import { nextTicket, useBridge } from '../app/bridge.ts'
import { isOnScreen, useScreen } from '../app/place.ts'
import { useTokens } from './tokens.ts'

/**
 * Making a token: one at a time, whatever is pressed how often. It outlives the dialog that began it, since what was
 * sent can't be taken back; only ids are kept here, never a secret.
 */
export const useCreation = defineStore('creation', () => {
  const bridge = useBridge()
  const tokens = useTokens()
  const screen = useScreen()
  const waiting = ref(false)
  const error = shallowRef<AppError>()
  const lost = shallowRef<LostCreate>()
  /** A token is shown: nothing is asked over it. */
  const isShown = ref(false)
  let ticket: Ticket | undefined
  /** @returns whether it came to an end that is told elsewhere (made, or its answer lost) */
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
    if (!isOnScreen({ profile }, screen())) return answer.ok
    if (answer.ok) take(profile, owner, answer.value)
    else await refuse(profile, answer.error)
    return answer.ok
  }

  function take(profile: ProfileId, owner: Person, outcome: CreateOutcome): void {
    if (outcome.kind === 'answer-lost') lost.value = outcome.lost
    else tokens.created({ profile, userId: owner.id }, outcome.token)
  }

  /** An older create whose answer was lost comes first: that is what main is busy with. */
  async function refuse(profile: ProfileId, refused: AppError): Promise<void> {
    error.value = refused
    if (refused.code === 'busy') await readLost(profile)
  }

  async function readLost(profile: ProfileId): Promise<void> {
    const answer = await bridge.request['lost:current'](profile)
    if (isOnScreen({ profile }, screen())) lost.value = answer.ok ? answer.value : undefined
  }

  function cancel(): void {
    if (ticket !== undefined) void bridge.request['request:cancel'](ticket)
  }

  /** Told by main: of a create that nobody here waits for any more. */
  async function lostMeanwhile(): Promise<void> {
    const profile = screen()?.profile
    if (!waiting.value && profile !== undefined) await readLost(profile)
  }

  return { waiting, error, lost, isShown, create, cancel, readLost, lostMeanwhile }
})
