import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppError, CreateOutcome, LostCreate, Person, Ticket } from '../../contract/index.ts'
import { nextTicket, useBridge } from '../app/bridge.ts'
import { useSession } from '../app/session.ts'
import { useTokens } from './tokens.ts'

/**
 * Making a token: one at a time, whatever is pressed how often. It outlives the dialog that began it, since what was
 * sent can't be taken back; only ids are kept here, never a secret.
 */
export const useCreation = defineStore('creation', () => {
  const bridge = useBridge()
  const tokens = useTokens()
  const session = useSession()
  const waiting = ref(false)
  const error = shallowRef<AppError>()
  const lost = shallowRef<LostCreate>()
  /** A token is shown: nothing is asked over it. */
  const isShown = ref(false)
  let ticket: Ticket | undefined
  /** Looking for what was lost takes seconds: another profile may be shown by then, which is not asked about it. */
  const whose = () => session.profile

  /** @returns whether it came to an end that is told elsewhere (made, or its answer lost) */
  async function create(owner: Person, usage: string, by = whose()): Promise<boolean> {
    // Before anything asynchronous: two presses in one moment are one.
    if (waiting.value || by === undefined) return false
    waiting.value = true
    error.value = undefined
    ticket = nextTicket()
    const answer = await bridge.request['tokens:create'](
      by,
      { owner: { id: owner.id, name: owner.name }, usage },
      ticket,
    )
    waiting.value = false
    ticket = undefined
    if (answer.ok) take(owner, answer.value, by === whose())
    else await refuse(answer.error)
    return answer.ok
  }

  function take(owner: Person, outcome: CreateOutcome, isMine: boolean): void {
    if (!isMine) return
    if (outcome.kind === 'answer-lost') lost.value = outcome.lost
    else tokens.created(owner.id, outcome.token)
  }

  /** An older create whose answer was lost comes first: that is what main is busy with. */
  async function refuse(refused: AppError): Promise<void> {
    error.value = refused
    if (refused.code === 'busy') await readLost()
  }

  async function readLost(): Promise<void> {
    const by = whose()
    const answer = await bridge.request['lost:current']()
    if (by === whose()) lost.value = answer.ok ? answer.value : undefined
  }

  function cancel(): void {
    if (ticket !== undefined) void bridge.request['request:cancel'](ticket)
  }

  /** Told by main: of a create that nobody here waits for any more. */
  async function lostMeanwhile(): Promise<void> {
    if (!waiting.value) await readLost()
  }

  return { waiting, error, lost, isShown, create, cancel, readLost, lostMeanwhile }
})
