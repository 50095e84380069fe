import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type {
  AppError,
  EnableOutcome,
  RenameOutcome,
  Result,
  SideEffect,
  Token,
  TokenId,
} from '../../contract/index.ts'
import { useAnnouncer } from '../app/announcer.ts'
import { nextTicket, useBridge } from '../app/bridge.ts'
import { useErrorWords } from '../app/errors.ts'
import { isOnScreen, type Owner } from '../app/place.ts'
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
  let owner: Owner | undefined
  const isOn = (of: Owner): boolean => isOnScreen(of, tokens.screen())

  function ask(of: Owner, token: Token): void {
    owner = of
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
    const isLatest = asked === attempt
    if (!isOn({ profile, userId })) return isLatest ? leave() : undefined
    if (answer.ok) tokens.changed({ profile, userId }, answer.value.token)
    else tokens.doubtful({ profile, userId })
    if (isLatest) take(answer)
    else tellLate(answer)
  }

  function take(answer: Result<RenameOutcome>): void {
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

  /** Also reports a side effect, as a warning if it couldn't be undone. */
  function tell(words: string, sideEffect: SideEffect | undefined): void {
    if (!sideEffect) return announcer.say(words)
    const { what, undone } = sideEffect
    const both = `${words} ${t(SIDE_EFFECT_SENTENCES[undone ? (`${what}-undone` as const) : what])}`
    if (undone) announcer.say(both)
    else announcer.warn(both)
  }

  const tellRenamed = ({ token, sideEffect }: Extract<RenameOutcome, { kind: 'renamed' }>): void =>
    tell(t('rename.done', { usage: usage(token.usage) }), sideEffect)

  /** The dialog is gone, or about another token by now. */
  function tellLate(answer: Result<RenameOutcome>): void {
    if (!answer.ok) announcer.warn(sentence(answer.error))
    else if (answer.value.kind === 'renamed') tellRenamed(answer.value)
  }

  /** Asks nothing: it can be undone at once. It says what it means. */
  async function enable(of: Owner, token: Token, enabled: boolean): Promise<void> {
    const { id } = token
    if (underWay.value.has(id)) return
    underWay.value = new Set([...underWay.value, id])
    const { profile, userId } = of
    const answer = await bridge.request['tokens:enable'](profile, { userId, id, enabled }, nextTicket())
    underWay.value = new Set([...underWay.value].filter((one) => one !== id))
    if (!isOn(of)) return
    if (answer.ok) tokens.changed(of, answer.value.token)
    else tokens.doubtful(of)
    tellEnabled(usage(token.usage), enabled, answer)
  }

  function tellEnabled(name: string, enabled: boolean, answer: Result<EnableOutcome>): void {
    if (answer.ok) {
      const words = { usage: name }
      return tell(
        enabled ? t('enabling.enabled', words) : t('enabling.disabled', words),
        answer.value.sideEffect,
      )
    }
    const words = { usage: name, why: sentence(answer.error) }
    announcer.warn(enabled ? t('enabling.not-enabled', words) : t('enabling.not-disabled', words))
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
