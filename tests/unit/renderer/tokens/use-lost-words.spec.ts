import { createPinia, setActivePinia } from 'pinia'
import { expect, it } from 'vitest'
import { createSSRApp, defineComponent } from 'vue'
import { renderToString } from 'vue/server-renderer'
import type { AlsoNewNotice, LostCreate, LostId, UserId } from '../../../../src/contract/index.ts'
import { bridgeKey } from '../../../../src/renderer/app/bridge.ts'
import { i18n } from '../../../../src/renderer/app/i18n.ts'
import { useAlsoNewWords } from '../../../../src/renderer/tokens/use-also-new-words.ts'
import { useLostWords } from '../../../../src/renderer/tokens/use-lost-words.ts'
import { createFakeBridge, ME, token } from '../fake-bridge.ts'

async function inSetup<T>(use: () => T): Promise<T> {
  let used: T | undefined
  const pinia = createPinia()
  setActivePinia(pinia)
  const component = defineComponent({
    setup: () => ((used = use()), () => null),
  })
  await renderToString(createSSRApp(component).provide(bridgeKey, createFakeBridge()).use(pinia).use(i18n))
  if (used === undefined) throw new Error('Not set up')
  return used
}

const LOST: LostCreate = {
  id: 'lost' as LostId,
  owner: { id: ME.id, name: 'Olena' },
  usage: 'CRM',
  at: 0,
  reason: 'connection',
  finding: { kind: 'none' },
}
const one = { kind: 'made', tokens: [token('a')], count: 1 } as const

it.each<[string, Partial<LostCreate>, boolean]>([
  ['The connection broke while creating “CRM”. Olena has no new token so far.', {}, false],
  [
    'The server reported an error (500) while creating “CRM”. The server says: “disk full” Olena has no new token so far.',
    { reason: 'server', status: 500, message: 'disk full' },
    false,
  ],
  [
    "The app closed while “CRM” was being created. It's unknown whether Olena has a new token, because the list of tokens couldn't be read.",
    { reason: 'ended', finding: { kind: 'unknown' } },
    false,
  ],
  [
    'The connection broke while creating “CRM”. Olena has 1 new token since then. It may be yours, or someone else created it and may be using it.',
    { finding: one },
    false,
  ],
  [
    "You stopped waiting while “CRM” was being created. Olena has 7 new tokens since then. There's no way to tell which one is yours, if any, and they may be in use.",
    { reason: 'cancelled', finding: { ...one, count: 7 } },
    false,
  ],
  [
    "The server didn't answer in time while creating “CRM”. Since then someone else created a token for Olena. Yours may not have been created.",
    { reason: 'timeout', finding: one },
    true,
  ],
  [
    "The server's answer to creating “CRM” couldn't be read. It was created for Olena, but the answer didn't contain its value, which can't be recovered.",
    { reason: 'unreadable', finding: { ...one, certain: true } },
    false,
  ],
  [
    '“CRM” was created for Olena on this computer and saved to a file. Its value is no longer in the keychain, but the token may be in use.',
    { use: { shown: true, copied: true, saved: true }, finding: one },
    false,
  ],
  [
    "“CRM” was created for Olena on this computer. Its value isn't in the keychain, and the app doesn't know whether it was shown, copied or saved. The token may be in use. It's unknown whether it still exists.",
    { use: {}, finding: { kind: 'unknown' } },
    false,
  ],
])('says only what is known (%#)', async (words, part, isForeign) => {
  const wordsOf = await inSetup(useLostWords)
  expect(wordsOf({ ...LOST, ...part }, isForeign)).toBe(words)
})

it('names the other new tokens, with creator and time', async () => {
  const wordsOf = await inSetup(useAlsoNewWords)
  const createdBy = { id: '9' as UserId, name: 'Petro' }
  const other = token('b', { usage: 'Theirs', createdBy, createdAt: Date.UTC(2026, 0, 2, 12) })
  const notice: AlsoNewNotice = { owner: LOST.owner, usage: 'CRM', tokens: [other], count: 1 }
  expect(wordsOf(notice)).toMatch(
    /^“CRM” is one of 2 new tokens for Olena\. Also new: “Theirs”, by Petro, .*2026.*\. If no one else created that token, delete it from the list\.$/,
  )
})
