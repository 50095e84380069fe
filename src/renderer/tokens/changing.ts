import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type {
  AppError,
  ProfileId,
  RenameOutcome,
  Result,
  SideEffect,
  Token,
  TokenId,
  UserId,
} from '../../contract/index.ts'
import { useAnnouncer } from '../app/announcer.ts'
import { nextTicket, useBridge } from '../app/bridge.ts'
import { useErrorWords } from '../app/errors.ts'
import { useSession } from '../app/session.ts'
import { SIDE_EFFECT_SENTENCES } from './side-effect-words.ts'
import { useTokens } from './tokens.ts'
import { useUsage } from './usage.ts'

/** Where what was done is said. */
export type Saying = Pick<ReturnType<typeof useAnnouncer>, 'say' | 'warn'>

/**
 * Giving a token another name, disabling and enabling it.
 *
 * @param announcer a dialog says it inside itself: what lies behind one is not read out
 */
export function useChanging(announcer: Saying = useAnnouncer()) {
  const { t } = useI18n()
  const { sentence } = useErrorWords()
  const usage = useUsage()
  const bridge = useBridge()
  const tokens = useTokens()
  const session = useSession()
  /** The token that the dialog **Rename token** is about, as it was last read. */
  const renaming = shallowRef<Token>()
  const waiting = ref(false)
  const error = shallowRef<AppError>()
  /** Tokens that an answer is waited for of. */
  const underWay = ref<ReadonlySet<TokenId>>(new Set())
  /** The name that somebody else gave it meanwhile. */
  const other = ref<string>()
  /** Which press of **Rename** is waited for. */
  let attempt = 0
  let owner: { readonly profile: ProfileId; readonly userId: UserId } | undefined

  function ask(userId: UserId, token: Token): void {
    owner = session.profile && { profile: session.profile, userId }
    leave()
    renaming.value = token
  }

  function leave(): void {
    attempt += 1
    waiting.value = false
    renaming.value = error.value = other.value = undefined
  }

  async function rename(to: string): Promise<void> {
    const token = renaming.value
    if (waiting.value || !token || !owner) return
    waiting.value = true
    error.value = undefined
    const asked = ++attempt
    const { profile, userId } = owner
    const request = { userId, id: token.id, from: token.usage, to }
    const answer = await bridge.request['tokens:rename'](profile, request, nextTicket())
    if (answer.ok) tokens.changed(userId, answer.value.token)
    else lookAgain(userId)
    if (asked !== attempt) return tellLate(answer)
    waiting.value = false
    if (!answer.ok) return void (error.value = answer.error)
    if (answer.value.kind === 'other-name') {
      const { token: now } = answer.value
      other.value = now.usage
      renaming.value = now
      return
    }
    leave()
    tellRenamed(answer.value)
  }

  /** What the server changed as well is said too, as a failure where it couldn't be put back. */
  function tell(words: string, sideEffect: SideEffect | undefined): void {
    if (!sideEffect) return announcer.say(words)
    const { what, undone } = sideEffect
    const both = `${words} ${t(SIDE_EFFECT_SENTENCES[undone ? (`${what}-undone` as const) : what])}`
    if (undone) announcer.say(both)
    else announcer.warn(both)
  }

  const tellRenamed = ({ token, sideEffect }: Extract<RenameOutcome, { kind: 'renamed' }>): void =>
    tell(t('rename.done', { usage: usage(token.usage) }), sideEffect)

  /** What failed may have been done all the same: the list shows what is. */
  function lookAgain(userId: UserId): void {
    if (tokens.wanted?.userId === userId) void tokens.refresh()
  }

  /** The dialog is gone, or about another token by now. */
  function tellLate(answer: Result<RenameOutcome>): void {
    if (!answer.ok) announcer.warn(sentence(answer.error))
    else if (answer.value.kind === 'renamed') tellRenamed(answer.value)
  }

  /** Asks nothing: it can be undone at once. It says what it means. */
  async function enable(userId: UserId, token: Token, enabled: boolean): Promise<void> {
    const { profile } = session
    const { id } = token
    if (underWay.value.has(id) || profile === undefined) return
    underWay.value = new Set([...underWay.value, id])
    const request = { userId, id, enabled }
    const answer = await bridge.request['tokens:enable'](profile, request, nextTicket())
    underWay.value = new Set([...underWay.value].filter((one) => one !== id))
    const words = { usage: usage(token.usage) }
    if (!answer.ok) {
      lookAgain(userId)
      const why = { ...words, why: sentence(answer.error) }
      return announcer.warn(enabled ? t('enabling.not-enabled', why) : t('enabling.not-disabled', why))
    }
    tokens.changed(userId, answer.value.token)
    tell(enabled ? t('enabling.enabled', words) : t('enabling.disabled', words), answer.value.sideEffect)
  }

  return {
    renaming,
    waiting,
    enabling: computed(() => underWay.value.size > 0),
    error,
    other,
    ask,
    rename,
    enable,
    close: leave,
  }
}

export type Changing = ReturnType<typeof useChanging>
