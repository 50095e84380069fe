import type {
  AttemptId,
  Credentials,
  Provider,
  SignInPlace,
  SignInStep,
  WaysToSignIn,
} from '../../../contract/index.ts'
import { codeOf, failure, Failure } from '../../failure.ts'
import { orCancelled } from '../../or-cancelled.ts'
import type { LoginApi } from '../../webitel/login.ts'
import { readAddress } from '../address.ts'
import { endOnServer, type Connect } from '../connect.ts'
import type { Session } from '../session.ts'
import { createAttempts } from './attempts.ts'
import { toBegin, toGoOn, type Goal } from './goal.ts'
import { addressOf, domainOf, waysOf } from './ways.ts'

/** A provider's pages, in a window of their own. */
export interface ProviderVisit {
  /** Origin. */
  readonly server: string
  /** Where its pages begin. */
  readonly address: string
  /** The provider's name, for the title. */
  readonly name: string
}

export interface SigningInOptions {
  readonly session: Session
  readonly connect: Connect
  /** @returns the session's key @throws Failure `window-closed`, `cancelled`, `busy`, or why there is none */
  readonly visit: (visit: ProviderVisit, signal: AbortSignal) => Promise<string>
}

export interface SigningIn {
  /** @returns nothing where nothing may be sent without consent */
  readonly ways: (place: SignInPlace, signal: AbortSignal) => Promise<WaysToSignIn | undefined>
  readonly signIn: (credentials: Credentials, signal: AbortSignal) => Promise<SignInStep>
  readonly signInWith: (
    provider: Provider['id'],
    place: SignInPlace,
    signal: AbortSignal,
  ) => Promise<SignInStep>
  readonly verify: (id: AttemptId, code: string, signal: AbortSignal) => Promise<SignInStep>
  readonly changePassword: (id: AttemptId, password: string, signal: AbortSignal) => Promise<SignInStep>
  readonly abandon: (id: AttemptId) => void
  readonly renew: (password: string, signal: AbortSignal) => Promise<SignInStep>
  readonly renewWith: (provider: Provider['id'], signal: AbortSignal) => Promise<SignInStep>
  /** They would not sign in again: what waits for it ends. */
  readonly giveUp: () => void
}

/** Every way to a session's key: password, one-time code, new password, provider (WEBITEL.md, Signing in). */
export function createSigningIn({ session, connect, visit }: SigningInOptions): SigningIn {
  const attempts = createAttempts()
  const nobody = (server: string): LoginApi => connect(server, () => undefined)

  async function askWays({ server, login }: Goal, signal: AbortSignal): Promise<WaysToSignIn> {
    return waysOf(await nobody(server).domain(domainOf(login), signal), server)
  }

  async function withPassword(goal: Goal, password: string, signal: AbortSignal): Promise<SignInStep> {
    const ways = await askWays(goal, signal)
    if (!ways.password) return { kind: 'providers-only', ways }
    try {
      const asking = nobody(goal.server).password(goal.login, password)
      const answer = await orEnded(
        goal,
        asking,
        (one) => (one.kind === 'in' ? one.access : undefined),
        signal,
      )
      if (answer.kind === 'in') return await reach(goal, answer.access, signal)
      const attempt = attempts.begin({ goal, kind: 'second-factor', step: answer.id })
      return { kind: 'second-factor', attempt }
    } catch (thrown) {
      if (!(thrown instanceof Failure) || codeOf(thrown) !== 'password-expired') throw thrown
      const attempt = attempts.begin({ goal, kind: 'new-password', password })
      return { kind: 'new-password', attempt, message: thrown.error.message }
    }
  }

  async function withProvider(id: string, goal: Goal, signal: AbortSignal): Promise<SignInStep> {
    const { server } = goal
    // As the server names them now: the page is not asked where to go.
    const provider = (await askWays(goal, signal)).providers.find((one) => one.id === id)
    const address = provider && addressOf(server, provider.id)
    if (!address) throw failure('provider')
    const access = await visit({ server, address: address.href, name: provider.name }, signal)
    return await reach(goal, access, signal)
  }

  /** Not cut off: whoever gives up is told at once, and a key that comes all the same is ended. */
  async function orEnded<T>(
    { server }: Goal,
    asking: Promise<T>,
    keyIn: (answer: T) => string | undefined,
    signal: AbortSignal,
  ): Promise<T> {
    try {
      return await orCancelled(asking, signal)
    } catch (thrown) {
      void asking.then(keyIn).then(
        (access) => access !== undefined && endOnServer(connect, server, access),
        () => undefined,
      )
      throw thrown
    }
  }

  /** A key that nobody will use is ended. */
  async function reach(goal: Goal, access: string, signal: AbortSignal): Promise<SignInStep> {
    const api = connect(goal.server, () => access)
    try {
      const identity = await api.identity(signal)
      if (signal.aborted) throw failure('cancelled')
      const account = await goal.reach({ access, identity })
      attempts.endAll(goal.purpose)
      return { kind: 'signed-in', account }
    } catch (thrown) {
      void endOnServer(connect, goal.server, access)
      throw thrown
    }
  }

  /** Where to begin, unless the way there is readable by others and nobody has agreed to that. */
  function begin(place: SignInPlace, provider = false): Goal | { readonly consent: string } {
    const { server, exposed } = readAddress(place.server)
    if (exposed && !place.allowHttp) return { consent: server }
    return toBegin(session, server, place.login.trim(), provider)
  }

  const orConsent = async (
    goal: ReturnType<typeof begin>,
    then: (goal: Goal) => Promise<SignInStep>,
  ): Promise<SignInStep> => {
    if ('consent' in goal) return { kind: 'consent-http', server: goal.consent }
    // Another profile may be shown: it is left alone, with nothing under way.
    await session.makeWay()
    return await then(goal)
  }

  async function verify(id: AttemptId, code: string, signal: AbortSignal): Promise<SignInStep> {
    const { goal, step } = attempts.find(id, 'second-factor')
    try {
      const asking = nobody(goal.server).verify(step, code)
      return await reach(goal, await orEnded(goal, asking, (access) => access, signal), signal)
    } catch (thrown) {
      if (codeOf(thrown) === 'step-expired') attempts.end(id)
      throw thrown
    }
  }

  async function changePassword(id: AttemptId, to: string, signal: AbortSignal): Promise<SignInStep> {
    const { goal, password } = attempts.find(id, 'new-password')
    try {
      await nobody(goal.server).changePassword({ login: goal.login, from: password, to }, signal)
    } catch (thrown) {
      if (codeOf(thrown) !== 'unauthorized') throw thrown
      // The old one was right a moment ago: an earlier try may have changed it, whose answer never came.
      return await withPassword(goal, to, signal).catch((second: unknown) => {
        throw codeOf(second) === 'unauthorized' ? thrown : second
      })
    }
    return await withPassword(goal, to, signal)
  }

  return {
    async ways(place, signal) {
      const goal = begin(place)
      return 'consent' in goal ? undefined : await askWays(goal, signal)
    },
    signIn: (credentials, signal) =>
      orConsent(begin(credentials), (goal) => withPassword(goal, credentials.password, signal)),
    signInWith: (id, place, signal) =>
      orConsent(begin(place, true), (goal) => withProvider(id, goal, signal)),
    verify,
    changePassword,
    abandon: attempts.end,
    renew: (password, signal) => withPassword(toGoOn(session), password, signal),
    renewWith: (id, signal) => withProvider(id, toGoOn(session), signal),
    giveUp() {
      attempts.endAll('go-on')
      session.giveUp()
    },
  }
}
