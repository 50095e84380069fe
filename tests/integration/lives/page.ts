import type {
  EventChannel,
  Events,
  RequestChannel,
  Requests,
  Result,
  SavedServer,
} from '../../../src/contract/index.ts'
import type { Desktop, Side } from './desktop.ts'
import { beginLife, type Life } from './life.ts'
import type { Model } from './model.ts'
import type { LifePlan } from './steps.ts'

export type Plan = Pick<LifePlan, 'renews'> & Partial<LifePlan>

type Value<Channel extends RequestChannel> =
  Awaited<ReturnType<Requests[Channel]>> extends Result<infer T> ? T : never

/** What stands between a person and one life of the application: asks for them, and takes what it is told. */
export interface Page {
  readonly desktop: Desktop
  readonly model: Model
  readonly life: Life
  /** The account that is on the screen. */
  readonly shown: () => Side | undefined
  readonly show: (state: Events['session:changed']) => void
  /** @returns nothing where the life was over before the answer, or the answer is a failure */
  readonly ask: <Channel extends RequestChannel>(
    channel: Channel,
    ...args: Parameters<Requests[Channel]>
  ) => Promise<Value<Channel> | undefined>
  /** Whether a request that answers nothing was done. */
  readonly isDone: (asking: Promise<unknown>) => Promise<boolean>
  readonly next: <Channel extends EventChannel>(
    channel: Channel,
    isIt: (event: Events[Channel]) => boolean,
  ) => Promise<Events[Channel]>
  /** Begun, and not waited for. */
  readonly follow: (work: Promise<unknown>) => void
  /** All that was begun has come to an end. */
  readonly idle: () => Promise<void>
}

type Listener = (channel: EventChannel, event: unknown) => void

export function openPage(desktop: Desktop, model: Model, plan: Plan): Page {
  const listeners = new Set<Listener>()
  const begun = new Set<Promise<unknown>>()
  let shown: Side | undefined
  const life = beginLife(desktop, {
    ...(plan.ends === 'killed' && plan.cut ? { cut: plan.cut } : {}),
    onRequest: model.request,
    onEvent(channel, event) {
      hear(channel, event)
      for (const listener of listeners) listener(channel, event)
    },
  })

  function hear<Channel extends EventChannel>(channel: Channel, event: Events[Channel]): void {
    if (channel === 'session:changed') show(event as Events['session:changed'])
    if (channel === 'session:ended' && event) follow(renew(event as SavedServer))
    noteEvent(model, shown, channel, event)
  }

  function show(state: Events['session:changed']): void {
    shown = state.kind === 'signed-in' ? model.sideOf(state.account.profileId) : undefined
  }

  function follow(work: Promise<unknown>): void {
    const ended: Promise<unknown> = work.finally(() => begun.delete(ended))
    begun.add(ended)
  }

  async function renew({ profileId }: SavedServer): Promise<void> {
    const side = model.sideOf(profileId)
    if (side === undefined) return
    // An event is on its way for a moment.
    await new Promise(setImmediate)
    const { password } = desktop.servers[side].login('admin')
    if (plan.renews) await ask('session:renew', profileId, password, nextTicket())
    else await ask('session:give-up', profileId)
  }

  async function ask<Channel extends RequestChannel>(
    channel: Channel,
    ...args: Parameters<Requests[Channel]>
  ): Promise<Value<Channel> | undefined> {
    const request = life.bridge.request[channel] as (...given: unknown[]) => Promise<Result<unknown>>
    const answer = await Promise.race([request(...args).catch(ifAlive), life.gate.closed])
    if (!answer || !life.gate.isOpen()) return undefined
    model.trace.push(`  ${channel} → ${answer.ok ? briefly(answer.value) : answer.error.code}`)
    if (!answer.ok) return undefined
    // These answer with another account than the one that is named, or with all of them.
    if (!channel.startsWith('session:')) model.check(model.sideOf(args[0] as string), answer.value, channel)
    desktop.tokens()
    return answer.value as Value<Channel>
  }

  function ifAlive(thrown: unknown): undefined {
    if (life.gate.isOpen()) throw thrown
  }

  async function isDone(asking: Promise<unknown>): Promise<boolean> {
    const before = model.trace.length
    await asking
    return life.gate.isOpen() && !FAILED.test(model.trace.slice(before).at(-1) ?? '')
  }

  const next: Page['next'] = (channel, isIt) =>
    new Promise((resolve) => {
      const listener: Listener = (told, event) => {
        if (told !== channel || !isIt(event as never)) return
        listeners.delete(listener)
        resolve(event as never)
      }
      listeners.add(listener)
    })

  const idle = async (): Promise<void> => {
    while (begun.size > 0) await Promise.all(begun)
  }

  return { desktop, model, life, shown: () => shown, show, ask, isDone, next, follow, idle }
}

/** @param shown the account that the page shows when it is told */
function noteEvent<Channel extends EventChannel>(
  model: Model,
  shown: Side | undefined,
  channel: Channel,
  event: Events[Channel],
): void {
  if (channel === 'create:also-new') {
    const { usage, tokens } = event as Events['create:also-new']
    model.check(shown, event, channel)
    model.tellMore(
      usage,
      tokens.map(({ id }) => id),
    )
  }
  if (channel === 'job:changed')
    model.check(model.sideOf((event as Events['job:changed']).profile), event, channel)
  if (channel === 'clipboard:changed')
    for (const hold of event as Events['clipboard:changed'])
      model.check(model.sideOf(hold.profile), hold, channel)
}

/** Of all lives: requests of a dead one don't meet those of the next. */
let tickets = 1
export const nextTicket = (): number => (tickets += 1)

const FAILED = /→ [a-z]+(-[a-z]+)*$/
const briefly = (value: unknown): string =>
  value === undefined ? 'done.' : `${JSON.stringify(value).slice(0, 200)} .`
