import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AppError, Token, TokenId } from '../../contract/index.ts'
import { useBridge } from '../app/bridge.ts'
import { useErrorWords } from '../app/errors.ts'
import { createLatestOf } from '../app/latest.ts'
import { useScreen, type Owner } from '../app/place.ts'

/** One token as the server holds it now, and what was done with it here. */
export function useDetails(owner: Owner, id: TokenId) {
  const { t } = useI18n()
  const { sentence } = useErrorWords()
  const bridge = useBridge()
  const latest = createLatestOf(bridge, useScreen())
  const token = shallowRef<Token>()
  const waiting = ref(false)
  const error = shallowRef<AppError>()
  /** What was done, in words; `failed`: what was not. */
  const said = shallowRef<{ readonly text: string; readonly failed: boolean }>()

  async function read(): Promise<void> {
    waiting.value = true
    const { profile, userId } = owner
    const answer = await latest.ask({ profile }, (_, ticket) =>
      bridge.request['tokens:read'](profile, { userId, id }, ticket),
    )
    if (!answer) return
    waiting.value = false
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) token.value = answer.value
    // Somebody has deleted it: what was read before is no longer so.
    else if (answer.error.code === 'not-found') token.value = undefined
  }

  async function copyId(): Promise<void> {
    said.value = undefined
    const answer = await bridge.request['tokens:copy-id'](id)
    if (answer.ok) say(t('details.copied'))
    else warn(sentence(answer.error))
  }

  const say = (text: string): void => void (said.value = { text, failed: false })
  const warn = (text: string): void => void (said.value = { text, failed: true })

  return { token, waiting, error, said, read, copyId, say, warn, forget: latest.forget }
}
