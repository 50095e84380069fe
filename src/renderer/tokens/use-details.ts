import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AppError, Token, TokenRef } from '../../contract/index.ts'
import { useBridge } from '../app/bridge.ts'
import { createLatest } from '../app/latest.ts'
import { useErrorWords } from '../app/errors.ts'

/** One token as the server holds it now, and what was done with it here. */
export function useDetails(of: TokenRef) {
  const { t } = useI18n()
  const { sentence } = useErrorWords()
  const bridge = useBridge()
  const latest = createLatest(bridge)
  const token = shallowRef<Token>()
  const waiting = ref(false)
  const error = shallowRef<AppError>()
  /** What was done, in words; `failed`: what was not. */
  const said = shallowRef<{ readonly text: string; readonly failed: boolean }>()

  async function read(): Promise<void> {
    waiting.value = true
    const answer = await latest.ask((ticket) => bridge.request['tokens:read'](of, ticket))
    if (!answer) return
    waiting.value = false
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) token.value = answer.value
    // Somebody has deleted it: what was read before is no longer so.
    else if (answer.error.code === 'not-found') token.value = undefined
  }

  async function copyId(): Promise<void> {
    said.value = undefined
    const answer = await bridge.request['tokens:copy-id'](of.id)
    if (answer.ok) say(t('details.copied'))
    else warn(sentence(answer.error))
  }

  const say = (text: string): void => void (said.value = { text, failed: false })
  const warn = (text: string): void => void (said.value = { text, failed: true })

  return { token, waiting, error, said, read, copyId, say, warn, forget: latest.forget }
}
