import type { SideEffect } from '../../contract/index.ts'

type What = SideEffect['what']

/** What a server changed beside what was asked. A record, so that the compiler names one that has no words. */
export const SIDE_EFFECT_SENTENCES: Readonly<Record<What | `${What}-undone`, string>> = {
  disabled: 'side-effects.disabled',
  'disabled-undone': 'side-effects.disabled-undone',
  enabled: 'side-effects.enabled',
  'enabled-undone': 'side-effects.enabled-undone',
  renamed: 'side-effects.renamed',
  'renamed-undone': 'side-effects.renamed-undone',
}
