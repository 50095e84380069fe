import type { SideEffect } from '../../contract/index.ts'

type What = SideEffect['what']

/**
 * Messages for changes that the server made in addition to the requested one. A record, so that none can be
 * missing.
 */
export const SIDE_EFFECT_SENTENCES: Readonly<Record<What | `${What}-undone`, string>> = {
  disabled: 'side-effects.disabled',
  'disabled-undone': 'side-effects.disabled-undone',
  enabled: 'side-effects.enabled',
  'enabled-undone': 'side-effects.enabled-undone',
  renamed: 'side-effects.renamed',
  'renamed-undone': 'side-effects.renamed-undone',
}
